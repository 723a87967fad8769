base
dfile <<'DF_EOF'
FROM scratch
COPY dir/. ./foo//bar/ /out/
DF_EOF
