base; printf 'b.log\n' > .dockerignore
dfile <<'DF_EOF'
FROM scratch
COPY --from=self a.txt /
COPY dir/sub /s/
DF_EOF
bxargs --build-context self=.; baargs --build-context self=.
