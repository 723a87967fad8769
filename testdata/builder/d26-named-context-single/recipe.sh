base; mkdir -p ../other/sub; (cd ../other; f o.txt; f p.log; f sub/s.txt)
dfile <<< $'FROM scratch\nCOPY --from=other sub/s.txt /'
bxargs --build-context other=../other; baargs --build-context other=../other
