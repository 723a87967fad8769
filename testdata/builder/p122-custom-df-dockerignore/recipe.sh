base
df build/my.Dockerfile; dfile build/my.Dockerfile <<< $'FROM scratch\nCOPY . /'
printf 'a.txt\n' > .dockerignore; printf 'b.log\n' > build/my.Dockerfile.dockerignore
