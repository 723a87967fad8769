base
dfile <<'DF_EOF'
FROM scratch AS parent
ENV F=b.log
FROM parent
ARG F=a.txt
COPY $F /out/
DF_EOF
