base
dfile <<'DF_EOF'
FROM scratch
COPY <<one <<two /out/
1
one
2
two
COPY a.txt <<three /out/
3
three
DF_EOF
