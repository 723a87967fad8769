f a; mkdir real; printf 'FROM scratch\nCOPY . /\n' > real/Df; ln -s real/Df Dockerfile
printf 'real\n' > .dockerignore
