f a 100; ln a b; ln a c; f d; ln d a1; printf 'b\nd\n' | ign
