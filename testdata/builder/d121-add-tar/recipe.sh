base; tar c --sort=name --mtime=@0 --owner=0 --group=0 dir > dir.tar
dfile <<'DF_EOF'
FROM scratch
ADD dir.tar b.log /out/
DF_EOF
