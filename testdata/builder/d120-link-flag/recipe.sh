base
dfile <<'DF_EOF'
FROM scratch
COPY --link dir /out/
ADD --link a.txt /
DF_EOF
