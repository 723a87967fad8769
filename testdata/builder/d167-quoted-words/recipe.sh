base
dfile <<'DF_EOF'
FROM scratch
COPY "a.txt" 'b.log' /out/
COPY "di"r/sub /s/
DF_EOF
