base; ln -s l2 l1; ln -s dir/a.txt l2
dfile <<< $'FROM scratch\nCOPY l1 /out'
