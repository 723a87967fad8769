base
dfile <<'DF_EOF'
FROM scratch
COPY --exclude=sub dir /out
DF_EOF
