base; (cd dir && tar c --sort=name --mtime=@0 --owner=0 --group=0 . | gzip -n9 > ../dir.tar.gz); f notatar.tar.gz
dfile <<< $'FROM scratch\nADD *.tar.gz /out/'
