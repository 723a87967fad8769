base
dfile <<'DF_EOF'
FROM scratch
LABEL a=b
DF_EOF
