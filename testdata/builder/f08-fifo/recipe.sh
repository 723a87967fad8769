f a; mkfifo pipe
