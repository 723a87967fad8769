base; noop
dfile <<'DF_EOF'
FROM scratch
COPY noop /noop
RUN --mount=source=a.txt,target=/a --mount=type=bind,source=dir/sub,target=/s,rw ["/noop"]
DF_EOF
