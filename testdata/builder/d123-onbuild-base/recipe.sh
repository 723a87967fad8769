base
dfile <<'DF_EOF'
FROM scratch AS parent
ONBUILD COPY a.txt /
ONBUILD ADD dir/sub /s/
FROM parent
COPY b.log /
DF_EOF
