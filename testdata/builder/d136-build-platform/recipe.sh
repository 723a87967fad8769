base
dfile <<'DF_EOF'
FROM --platform=linux/amd64 scratch AS b
COPY dir /
FROM scratch
COPY --from=b / /
COPY a.txt /
DF_EOF
bxargs --platform linux/amd64,linux/386
