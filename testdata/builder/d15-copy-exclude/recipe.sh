base
dfile <<'DF_EOF'
FROM scratch
COPY --exclude=*.log --exclude=foo . /
DF_EOF
