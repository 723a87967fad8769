base; ln -s dir to-dir
printf 'to-dir/\n' > .dockerignore
