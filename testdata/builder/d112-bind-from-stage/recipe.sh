base; noop
dfile <<'DF_EOF'
FROM scratch AS one
COPY dir /d/
FROM scratch
COPY noop /noop
RUN --mount=type=bind,from=one,source=/d,target=/mnt ["/noop"]
DF_EOF
