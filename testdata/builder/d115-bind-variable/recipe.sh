base; noop
dfile <<'DF_EOF'
FROM scratch
ARG D=dir
COPY noop /noop
RUN --mount=type=bind,source=$D/sub,target=/mnt ["/noop"]
DF_EOF
