base
dfile <<'DF_EOF'
FROM scratch
COPY missing.txt /
DF_EOF
