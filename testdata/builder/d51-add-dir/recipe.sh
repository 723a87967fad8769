base
dfile <<'DF_EOF'
FROM scratch
ADD dir /out
DF_EOF
