base
ln -s a.txt to-file; ln -s dir to-dir; ln -s nowhere dangling; ln -s /etc/hostname absolute; ln -s ../../.. escaping; ln -s . self; ln -s loop2 loop1; ln -s loop1 loop2
