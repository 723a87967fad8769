base; ln -s l2 l1; ln -s l1 l2
dfile <<< $'FROM scratch\nCOPY l1 /out'
