base
df ../outside/Dockerfile; dfile ../outside/Dockerfile <<< $'FROM scratch\nCOPY . /'
printf 'a.txt\n' > .dockerignore
