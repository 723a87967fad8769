base; noop
dfile <<'DF_EOF'
FROM scratch
COPY noop /noop
RUN --mount=source=a*,target=/x ["/noop"]
DF_EOF
