base
dfile <<'DF_EOF'
FROM scratch
COPY --parents */a.txt *.md /out/
DF_EOF
