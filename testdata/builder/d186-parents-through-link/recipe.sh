base; ln -s dir to
dfile <<'DF_EOF'
FROM scratch
COPY --parents to/a.txt /out/
DF_EOF
