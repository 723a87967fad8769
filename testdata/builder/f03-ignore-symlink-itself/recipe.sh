base; ln -s dir to-dir; ln -s a.txt to-file
printf 'to-dir\nto-file\n' > .dockerignore
