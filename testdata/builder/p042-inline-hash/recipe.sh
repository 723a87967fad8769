base; f 'a.txt # all'
printf 'a.txt # all\n' > .dockerignore
