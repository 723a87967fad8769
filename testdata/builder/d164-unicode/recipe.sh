base; f "ä ö.txt"; f 日本/x
dfile <<'DF_EOF'
FROM scratch
COPY ["ä ö.txt", "日本/", "/out/"]
DF_EOF
