base
printf 'a.txt\fb.log\n\vb.log\v\n' > .dockerignore
