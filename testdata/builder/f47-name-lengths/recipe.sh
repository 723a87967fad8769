for n in 99 100 101 127 128 154 155 156 254 255; do f "$(printf "x%.0s" $(seq $n))"; done
