base; printf '*.txt\n' > .dockerignore
dfile <<< $'FROM scratch\nCOPY *.txt /out/'
