base
dfile <<'DF_EOF'
FROM scratch AS s
COPY dir /
FROM scratch
COPY --from=s /a.txt /
DF_EOF
