asnobody
f a; f d/x; chmod 0 d; f e
