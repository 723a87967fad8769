base; mkdir x y; ln -s ../y x/l; ln -s ../dir y/l
dfile <<'DF_EOF'
FROM scratch
COPY x/l/l/a.txt /out/
DF_EOF
