f A; f a; f $'\xc3\xa9'; f $'e\xcc\x81'; f ß; f SS; f İ
