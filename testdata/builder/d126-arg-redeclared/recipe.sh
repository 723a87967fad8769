base
dfile <<'DF_EOF'
ARG F=a.txt
FROM scratch
ARG F
COPY ${F} /out/
DF_EOF
