base; printf 'dir\n!dir/sub\n' > .dockerignore
dfile <<< $'FROM scratch\nCOPY dir/sub /out'
