base
dfile <<'DF_EOF'
FROM scratch
COPY a.txt \
# a comment
  b.log \

  /out/
DF_EOF
