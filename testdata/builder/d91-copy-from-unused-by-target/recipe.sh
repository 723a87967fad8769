base
dfile <<< $'FROM scratch AS a\nCOPY foo /\nFROM scratch AS b\nCOPY --from=a / /\nCOPY dir /dir\nFROM scratch AS c\nCOPY src /src'
bxargs --target b; dkargs --target b; baargs --target b
