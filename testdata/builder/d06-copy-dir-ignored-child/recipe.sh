base; printf 'dir/sub\n' > .dockerignore
dfile <<< $'FROM scratch\nCOPY dir /out'
