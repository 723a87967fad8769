base; f 'a b.txt'
dfile <<< $'FROM scratch\nCOPY ["a b.txt", "/"]'
