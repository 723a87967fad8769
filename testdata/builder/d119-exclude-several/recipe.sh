base
dfile <<'DF_EOF'
FROM scratch
COPY --exclude=*.log --exclude=sub dir foo /out/
DF_EOF
