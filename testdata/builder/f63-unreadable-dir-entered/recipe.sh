asnobody
f a; f d/x; chmod 0 d; f e; printf 'd\n!**/y\n' | ign
