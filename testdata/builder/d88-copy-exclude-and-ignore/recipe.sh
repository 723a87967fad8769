base; printf '**/*.log\n' > .dockerignore
dfile <<< $'FROM scratch\nCOPY --exclude=dir . /'
