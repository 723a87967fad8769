base
dfile <<'DF_EOF'
FROM scratch
COPY <<EOT /x
hello
EOT
DF_EOF
