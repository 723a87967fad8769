base
dfile <<'DF_EOF'
FROM scratch
ARG F=a.txt
COPY ${F} /
DF_EOF
