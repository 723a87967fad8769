base; printf 'a.txt\n' > .dockerignore; f z.txt
dfile <<< $'FROM scratch\nCOPY *.txt /out/'
