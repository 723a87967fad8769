base; f 'x*y'; f xzy
dfile <<'DF_EOF'
FROM scratch
COPY x\*y /out/
DF_EOF
