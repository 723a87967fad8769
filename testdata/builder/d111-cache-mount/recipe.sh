base; noop
dfile <<'DF_EOF'
FROM scratch
COPY noop /noop
RUN --mount=type=cache,target=/mnt ["/noop"]
DF_EOF
