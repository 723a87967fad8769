base; ln -s dir to
dfile <<'DF_EOF'
FROM scratch
COPY to/a.txt /one/
COPY to/sub /two/
DF_EOF
