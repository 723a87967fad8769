base; ln -s nowhere link
dfile <<'DF_EOF'
FROM scratch
COPY lin* /out/
DF_EOF
