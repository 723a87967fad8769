base; ln -s dir to
dfile <<'DF_EOF'
FROM scratch
COPY to/a.txt to/b.log /out/
DF_EOF
