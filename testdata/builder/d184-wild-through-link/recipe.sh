base; ln -s dir to
dfile <<'DF_EOF'
FROM scratch
COPY to/*.txt /out/
DF_EOF
