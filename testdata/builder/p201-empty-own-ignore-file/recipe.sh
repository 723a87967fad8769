base; ign <<< a.txt; : > Dockerfile.dockerignore
