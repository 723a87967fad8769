f 'x*y'; f xzy; f '*'; f a.txt
printf 'x\\*y\n\\*\n' > .dockerignore
