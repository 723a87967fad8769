base; f $'a\tb'
dfile <<'DF_EOF'
FROM scratch
COPY ["a\tb", "/out/"]
DF_EOF
