base
dfile <<'DF_EOF'
FROM scratch
COPY a.txt <<EOT /out/
hello
EOT
DF_EOF
