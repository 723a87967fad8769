base
dfile <<'DF_EOF'
FROM scratch
COPY --parents **/*.txt /out/
DF_EOF
