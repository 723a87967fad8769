base
dfile <<'DF_EOF'
FROM scratch
COPY ${X:-a.txt} ${Y-b.log} /out/
DF_EOF
