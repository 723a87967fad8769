base
dfile <<'DF_EOF'
FROM scratch
COPY empty /out
DF_EOF
