f a 100; ln a b; ln a c; printf 'a\n' | ign
