base
dfile <<< $'FROM scratch\nCOPY a.txt dir/sub /out/'
bxargs --platform linux/amd64,linux/386
