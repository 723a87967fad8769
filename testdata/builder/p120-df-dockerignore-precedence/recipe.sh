base
printf 'a.txt\n' > .dockerignore; printf 'b.log\n' > Dockerfile.dockerignore
