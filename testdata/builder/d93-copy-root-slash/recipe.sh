base
dfile <<< $'FROM scratch\nCOPY / /out/'
