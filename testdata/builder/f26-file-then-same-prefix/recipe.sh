f a/x; f a-b/x; f a.txt; f a0
printf 'a\n' > .dockerignore
