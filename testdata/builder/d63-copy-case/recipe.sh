base
dfile <<'DF_EOF'
FROM scratch
COPY A.TXT /
DF_EOF
