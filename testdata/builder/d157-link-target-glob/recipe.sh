base; f 'x[1]' 20; f x1 30; ln -s 'x[1]' link
dfile <<'DF_EOF'
FROM scratch
COPY link /out/
DF_EOF
