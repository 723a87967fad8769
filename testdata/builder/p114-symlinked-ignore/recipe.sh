base
printf 'a.txt\n' > real.ignore; ln -s real.ignore .dockerignore
