base; ln -s dir to-dir
dfile <<< $'FROM scratch\nCOPY to-dir /out'
