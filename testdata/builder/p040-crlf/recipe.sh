base
printf 'a.txt\r\ndir/sub\r\n\r\n# c\r\n' > .dockerignore
