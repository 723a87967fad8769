base; noop; mkdir -p ../other; (cd ../other; f o.txt; f p.txt)
dfile <<< $'FROM scratch\nCOPY noop /noop\nRUN --mount=type=bind,from=other,source=o.txt,target=/o ["/noop"]'
bxargs --build-context other=../other; baargs --build-context other=../other
