base
printf 'a.txt\n' > .containerignore
