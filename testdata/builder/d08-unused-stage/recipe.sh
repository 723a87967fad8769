base
dfile <<'DF_EOF'
FROM scratch AS unused
COPY foo /
FROM scratch
COPY dir /
DF_EOF
