base; f ../secret.txt; ln -s ../secret.txt esc
dfile <<< $'FROM scratch\nCOPY esc /out'
