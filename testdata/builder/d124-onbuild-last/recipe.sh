base
dfile <<'DF_EOF'
FROM scratch
ONBUILD COPY dir /
COPY b.log /
DF_EOF
