base
dfile <<'DF_EOF'
FROM scratch
ARG F=README.txt P=x/dir
COPY ${F%.txt}.md ${P#x/}/sub /out/
DF_EOF
