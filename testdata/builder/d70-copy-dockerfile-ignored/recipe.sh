base; printf 'Dockerfile\n.dockerignore\n' > .dockerignore
dfile <<< $'FROM scratch\nCOPY Dockerfile .dockerignore /out/'
