base; f 'x\y' 20; ln -s 'x\y' link
dfile <<'DF_EOF'
FROM scratch
COPY link /out/
DF_EOF
