base; mkdir -p ../other/sub; (cd ../other; f o.txt; f p.log; f sub/s.txt; printf 'p.log\n' > .dockerignore)
dfile <<< $'FROM scratch\nCOPY a.txt /\nCOPY --from=other . /other/'
bxargs --build-context other=../other; baargs --build-context other=../other
