# 1 GiB apparent, 0 blocks on disk.
f small; truncate -s 1G sparse.bin
