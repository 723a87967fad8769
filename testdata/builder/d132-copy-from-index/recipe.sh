base
dfile <<'DF_EOF'
FROM scratch
COPY dir /d/
FROM scratch
COPY foo /f/
FROM scratch
COPY --from=0 /d /
DF_EOF
