base; mkdir links; ln -s ../a.txt links/a; ln -s ../dir links/d; ln -s /b.log links/b
dfile <<'DF_EOF'
FROM scratch
COPY links /out/
DF_EOF
