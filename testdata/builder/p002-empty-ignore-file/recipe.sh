base; : > .dockerignore
