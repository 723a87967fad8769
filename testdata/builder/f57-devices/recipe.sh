needroot
mknod null c 1 3 2>&- && mknod zero c 1 5 && mknod loop b 7 0 && mknod large c 300 70000 || cannot "no devices here"; f x
