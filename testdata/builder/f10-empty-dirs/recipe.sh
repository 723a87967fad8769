mkdir -p e1 e2/e3/e4; f x
