asnobody
f a; f b; chmod 0 b; f c
