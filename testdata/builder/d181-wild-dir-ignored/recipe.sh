base; printf 'dir\n' > .dockerignore
dfile <<'DF_EOF'
FROM scratch
COPY dir/* /out/
DF_EOF
