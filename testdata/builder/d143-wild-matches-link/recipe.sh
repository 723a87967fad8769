base; ln -s foo dlink
dfile <<'DF_EOF'
FROM scratch
COPY d*/a.txt /out/
DF_EOF
