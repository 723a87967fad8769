base
printf 'a.txt\rdir\r' > .dockerignore
