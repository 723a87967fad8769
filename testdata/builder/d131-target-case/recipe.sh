base
dfile <<'DF_EOF'
FROM scratch AS b
COPY b.log /
FROM scratch
COPY dir /
DF_EOF
bxargs --target B; dkargs --target B; baargs --target b
