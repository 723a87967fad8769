base
dfile <<'DF_EOF'
ARG F=a.txt
FROM scratch
COPY $F/keep /out/
DF_EOF
