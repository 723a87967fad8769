base; mkdir -p ../other/sub; (cd ../other; f o.txt; f p.log; f sub/s.txt; printf 'p.log\n' > .dockerignore); printf '*\n!sub\n!*.log\n' > ../other/.dockerignore
dfile <<'DF_EOF'
FROM scratch
COPY --from=other . /
DF_EOF
bxargs --build-context other=../other; baargs --build-context other=../other
