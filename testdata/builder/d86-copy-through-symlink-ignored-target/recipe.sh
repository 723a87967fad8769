base; ln -s dir to-dir; printf 'dir\n' > .dockerignore
dfile <<< $'FROM scratch\nCOPY to-dir/a.txt /out'
