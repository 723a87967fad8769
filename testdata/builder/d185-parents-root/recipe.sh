base
dfile <<'DF_EOF'
FROM scratch
COPY --parents . /out/
DF_EOF
