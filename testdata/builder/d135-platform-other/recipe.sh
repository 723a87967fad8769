base; f bin/amd64/x 20; f bin/386/x 30; f bin/386/y 40
dfile <<'DF_EOF'
FROM scratch
ARG TARGETARCH
COPY bin/$TARGETARCH /
DF_EOF
bxargs --platform linux/386
