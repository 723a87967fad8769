base
dfile <<'DF_EOF'
FROM scratch
COPY a.txt missing dir /out/
DF_EOF
