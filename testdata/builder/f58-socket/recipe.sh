mksock s; f t; mkdir d; mksock d/s
