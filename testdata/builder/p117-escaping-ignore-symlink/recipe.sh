# The .dockerignore is a symlink to a file outside of the context.
base
printf 'a.txt\n' > ../outside.ignore; ln -s ../outside.ignore .dockerignore
