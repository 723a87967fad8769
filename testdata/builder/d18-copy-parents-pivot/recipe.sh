base
dfile <<'DF_EOF'
FROM scratch
COPY --parents foo/./bar/keep.txt /out/
DF_EOF
