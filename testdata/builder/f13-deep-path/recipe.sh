p=.; for i in $(seq 1 100); do p=$p/level-$i; done; mkdir -p $p; (cd $p && printf deep > file.txt)
