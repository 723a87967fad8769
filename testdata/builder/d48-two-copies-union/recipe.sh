base
dfile <<'DF_EOF'
FROM scratch
COPY dir/sub /1
COPY foo/bar/keep.txt /2
DF_EOF
