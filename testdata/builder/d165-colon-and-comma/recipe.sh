f a:b; f c,d; f e=f
dfile <<'DF_EOF'
FROM scratch
COPY a:b c,d e=f /out/
DF_EOF
