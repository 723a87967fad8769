base
printf 'a.txt\0b\nb.log\n' > .dockerignore
