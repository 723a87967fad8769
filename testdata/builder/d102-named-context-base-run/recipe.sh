base; mkdir -p ../other/sub; (cd ../other; f o.txt; f p.log; f sub/s.txt; printf 'p.log\n' > .dockerignore); (cd ../other; noop)
dfile <<'DF_EOF'
FROM other AS ran
RUN ["/noop"]
FROM scratch
COPY --from=ran /o.txt /
COPY a.txt /
DF_EOF
bxargs --build-context other=../other; baargs --build-context other=../other
