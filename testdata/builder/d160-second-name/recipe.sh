f a 100; ln a b; f c
dfile <<'DF_EOF'
FROM scratch
COPY b /out/
DF_EOF
