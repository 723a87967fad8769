f a 0; ln a b; f c 40000; ln c d; printf '*\n!d\n!b\n!Dockerfile\n' | ign
