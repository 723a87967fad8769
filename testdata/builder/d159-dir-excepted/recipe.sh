base; printf '*\n!dir/a.txt\n' > .dockerignore
dfile <<'DF_EOF'
FROM scratch
COPY dir /out/
DF_EOF
