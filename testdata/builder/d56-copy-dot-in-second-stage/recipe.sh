base
dfile <<'DF_EOF'
FROM scratch AS a
COPY a.txt /
FROM scratch AS b
COPY . /all
DF_EOF
