f many; mkdir dir; setxattr many user.a ""; setxattr many user.bb 00; setxattr many user.ccc 68656c6c6f; setxattr dir user.x $(printf 61%.0s {1..130}); f none
