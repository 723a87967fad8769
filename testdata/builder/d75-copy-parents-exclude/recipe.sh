base
dfile <<< $'FROM scratch\nCOPY --parents --exclude=**/*.log dir foo /out/'
