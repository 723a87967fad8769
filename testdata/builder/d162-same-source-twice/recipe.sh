base
dfile <<'DF_EOF'
FROM scratch AS a
COPY dir/sub /
FROM scratch AS b
COPY dir/sub/c.txt /
FROM scratch
COPY --from=a / /a/
COPY --from=b / /b/
DF_EOF
