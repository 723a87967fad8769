base; ln -s nowhere .dockerignore
