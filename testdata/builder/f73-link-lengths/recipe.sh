for n in 1 100 101 127 128 255 1000 4000; do ln -s "$(head -c $n /dev/zero | tr "\0" t)" l$n; done
