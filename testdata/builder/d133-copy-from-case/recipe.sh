base
dfile <<'DF_EOF'
FROM scratch AS base
COPY dir/sub /d/
FROM scratch
COPY --from=BASE /d /
DF_EOF
