base
dfile <<'DF_EOF'
FROM scratch
COPY missing* /out/
COPY a.txt /
DF_EOF
