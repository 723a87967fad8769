base; ln -s dir to-dir
dfile <<'DF_EOF'
FROM scratch
COPY --parents **/*.md /out/
DF_EOF
