base; f '[x].txt'
dfile <<< $'FROM scratch\nCOPY [[]x].txt /out/'
