f a 100; mkdir dir; ln a dir/b; ln a dir/c; printf 'dir/b\n' > .dockerignore
dfile <<'DF_EOF'
FROM scratch
COPY dir /out/
DF_EOF
