base
dfile <<'DF_EOF'
FROM scratch
COPY dir/nope* /out/
DF_EOF
