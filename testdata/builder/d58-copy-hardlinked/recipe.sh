f a 100; ln a b; mkdir d; ln a d/c
dfile <<< $'FROM scratch\nCOPY b /'
