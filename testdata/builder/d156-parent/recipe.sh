base
dfile <<'DF_EOF'
FROM scratch
COPY ../a.txt dir/../b.log /out/
DF_EOF
