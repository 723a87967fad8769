base; ln -s a.txt s1.lnk; ln -s dir s2.lnk
dfile <<< $'FROM scratch\nCOPY *.lnk /out/'
