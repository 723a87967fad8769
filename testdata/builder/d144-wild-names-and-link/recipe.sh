base; ln -s foo to-foo
dfile <<'DF_EOF'
FROM scratch
COPY */keep /out/
DF_EOF
