base
df docker/Dockerfile; dfile docker/Dockerfile <<< $'FROM scratch\nCOPY . /'
printf 'a.txt\n' > docker/.dockerignore
