base; mkdir .dockerignore; f .dockerignore/a.txt
