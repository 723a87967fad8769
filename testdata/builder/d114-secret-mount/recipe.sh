base; noop
dfile <<'DF_EOF'
FROM scratch
COPY noop /noop
RUN --mount=type=secret,id=none --mount=type=ssh ["/noop"]
DF_EOF
