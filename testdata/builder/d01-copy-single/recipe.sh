base
dfile <<'DF_EOF'
FROM scratch
COPY a.txt /
DF_EOF
