f a; mkfifo pipe; mksock sock
printf 'pipe\nsock\n' > .dockerignore
