base; (cd dir && tar czf ../dir.tar.gz .); f notatar.tar.gz
dfile <<< $'FROM scratch\nADD *.tar.gz /out/'
