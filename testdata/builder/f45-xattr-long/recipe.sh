f a; setxattr a user.long $(printf 61%.0s {1..3000}); f b; setxattr b user.$(printf n%.0s {1..200}) 01
