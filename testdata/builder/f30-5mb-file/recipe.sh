head -c 5000001 /dev/zero > big
