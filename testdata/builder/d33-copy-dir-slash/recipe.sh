base
dfile <<'DF_EOF'
FROM scratch
COPY dir/ /out/
DF_EOF
