base
dfile <<< $'FROM scratch\nARG D=.\nCOPY $D /'
