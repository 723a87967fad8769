base
dfile <<'DF_EOF'
FROM scratch AS a
COPY a.txt /
FROM a AS b
COPY b.log /
FROM b
COPY dir /
DF_EOF
bxargs --target b; dkargs --target b; baargs --target b
