base; ln -s l2 l1; ln -s dir/l3 l2; ln -s sub/c.txt dir/l3
dfile <<'DF_EOF'
FROM scratch
COPY l1 /out/
DF_EOF
