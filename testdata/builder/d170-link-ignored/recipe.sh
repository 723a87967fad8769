base; ln -s dir to; printf 'to\n' > .dockerignore
dfile <<'DF_EOF'
FROM scratch
COPY to/a.txt /out/
DF_EOF
