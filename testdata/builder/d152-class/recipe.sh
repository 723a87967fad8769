base
dfile <<'DF_EOF'
FROM scratch
COPY [ab].* /out/
DF_EOF
