base; noop
dfile <<'DF_EOF'
FROM scratch
COPY noop /noop
RUN --mount=type=bind,source=dir/sub,target=/mnt ["/noop"]
DF_EOF
