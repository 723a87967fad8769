base
dfile <<'DF_EOF'
FROM scratch
ENV D=dir
COPY $D/a.txt /
COPY ${D}/sub /s
DF_EOF
