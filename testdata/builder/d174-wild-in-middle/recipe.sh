base
dfile <<'DF_EOF'
FROM scratch
COPY foo/*/baz/q.txt src/*/y /out/
DF_EOF
