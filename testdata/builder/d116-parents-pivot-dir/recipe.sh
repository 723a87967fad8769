base
dfile <<'DF_EOF'
FROM scratch
COPY --parents dir/./sub ./foo/bar/./baz /out/
DF_EOF
