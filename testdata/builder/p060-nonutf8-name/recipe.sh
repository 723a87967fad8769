f $'bad\xff.txt'; f $'\xe4.txt'; f x.txt
