base
dfile <<'DF_EOF'
FROM scratch
COPY **/*.txt /out/
DF_EOF
