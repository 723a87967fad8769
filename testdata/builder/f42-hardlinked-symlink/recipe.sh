f a; ln -s a l1; ln -P l1 l2; mkdir d; ln -P l1 d/l3
