base; ln -s ../../../dir/a.txt l
dfile <<'DF_EOF'
FROM scratch
COPY l /out/
DF_EOF
