base
df none; printf 'FROM scratch\nCOPY . /\n' > dockerfile
printf 'a.txt\n' > .dockerignore; printf 'b.log\n' > dockerfile.dockerignore
