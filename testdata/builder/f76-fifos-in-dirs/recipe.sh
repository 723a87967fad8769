mkfifo p; mkdir d; mkfifo d/p d/q; f d/x; printf 'd/q\n' | ign
