base; ln -s .. dir/l
dfile <<'DF_EOF'
FROM scratch
COPY dir/l/b.log /out/
DF_EOF
