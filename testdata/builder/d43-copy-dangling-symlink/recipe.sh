base; ln -s nowhere dangling
dfile <<< $'FROM scratch\nCOPY dangling /out'
