base; noop
dfile <<'DF_EOF'
FROM scratch
COPY noop /noop
RUN --mount=type=tmpfs,target=/mnt ["/noop"]
DF_EOF
