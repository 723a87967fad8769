base
dfile <<'DF_EOF'
FROM scratch
ENV A=dir
ENV A=foo B=$A
COPY $B/sub /out/
DF_EOF
