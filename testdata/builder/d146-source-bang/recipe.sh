base; f '!x'
dfile <<'DF_EOF'
FROM scratch
COPY ["!x", "a.txt", "/out/"]
DF_EOF
