base
printf '\xef\xbb\xbfa.txt\ndir\n' > .dockerignore
