base; f 'x '
dfile <<'DF_EOF'
FROM scratch
COPY ["x ", "/out/"]
DF_EOF
