f x/a 100; mkdir y z; ln x/a y/a; ln x/a z/a; f z/b
