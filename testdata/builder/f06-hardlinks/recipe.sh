f a 100; ln a b; mkdir d; ln a d/c; f z 50
