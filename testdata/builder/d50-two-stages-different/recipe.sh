base
dfile <<'DF_EOF'
FROM scratch AS x
COPY dir /
FROM scratch
COPY --from=x / /x
COPY foo /foo
DF_EOF
