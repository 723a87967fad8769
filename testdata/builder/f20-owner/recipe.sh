needroot
f a; f b; chown 1000:1000 a; chown 70000:70000 b
