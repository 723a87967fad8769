base; ln -s dir to
dfile <<'DF_EOF'
FROM scratch
COPY to/sub dir /out/
DF_EOF
