mkdir -p a/b; f a/b/x; ln -s a l; ln -s ../a a/up; ln -s b/x a/x; ln -s /a/b abs
