base
{ for i in $(seq 1 1500); do echo "nothing-$i/**/*.x$i"; done; echo 'a.txt'; } > .dockerignore
