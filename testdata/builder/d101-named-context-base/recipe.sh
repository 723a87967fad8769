base; mkdir -p ../other/sub; (cd ../other; f o.txt; f p.log; f sub/s.txt; printf 'p.log\n' > .dockerignore)
dfile <<'DF_EOF'
FROM other
COPY a.txt /
DF_EOF
bxargs --build-context other=../other; baargs --build-context other=../other
