df ../outside/Dockerfile; dfile ../outside/Dockerfile <<< $'FROM scratch\nCOPY . /'
