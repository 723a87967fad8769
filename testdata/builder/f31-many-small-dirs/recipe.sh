for i in $(seq 1 300); do mkdir -p d$i; echo $i > d$i/f; done
