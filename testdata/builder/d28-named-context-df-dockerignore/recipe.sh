base; mkdir -p ../other; (cd ../other; f o.txt; f p.log; printf 'p.log\n' > Dockerfile.dockerignore; printf 'o.txt\n' > .dockerignore)
dfile <<< $'FROM scratch\nCOPY --from=other . /'
bxargs --build-context other=../other; baargs --build-context other=../other
