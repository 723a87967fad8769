base
dfile <<< $'FROM scratch\nARG F=a.txt\nCOPY ${F} /'
bxargs --build-arg F=b.log; dkargs --build-arg F=b.log; baargs --build-arg F=b.log
