asnobody
f a; f b; chmod 0 b; printf 'b\n' | ign
