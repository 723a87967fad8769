base
printf 'a.txt\n' > .dockerignore; printf 'b.log\n' > other.ign; ln -s other.ign Dockerfile.dockerignore
