base; ln -s . l
dfile <<'DF_EOF'
FROM scratch
COPY l/a.txt /out/
DF_EOF
