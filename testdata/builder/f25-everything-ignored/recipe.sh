base; printf '**\n' > .dockerignore
