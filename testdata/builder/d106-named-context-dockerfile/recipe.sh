base; mkdir -p ../other/sub; (cd ../other; f o.txt; f p.log; f sub/s.txt; printf 'p.log\n' > .dockerignore)
dfile <<'DF_EOF'
FROM scratch
COPY --from=dockerfile o.txt /
COPY a.txt /
DF_EOF
bxargs --build-context dockerfile=../other; baargs --build-context dockerfile=../other
