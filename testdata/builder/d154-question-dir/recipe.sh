base
dfile <<'DF_EOF'
FROM scratch
COPY di?/sub fo?/ba[r-z] /out/
DF_EOF
