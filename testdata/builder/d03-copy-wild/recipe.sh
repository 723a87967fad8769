base
dfile <<'DF_EOF'
FROM scratch
COPY *.txt /
DF_EOF
