base; f 'we\ird.txt'
dfile <<< $'FROM scratch\nCOPY we* /out/'
