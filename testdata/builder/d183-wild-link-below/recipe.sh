base; ln -s a.txt dir/link
dfile <<'DF_EOF'
FROM scratch
COPY */link /out/
DF_EOF
