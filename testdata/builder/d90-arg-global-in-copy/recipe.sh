base
dfile <<< $'ARG SRC=dir\nFROM scratch\nARG SRC\nCOPY $SRC /out'
