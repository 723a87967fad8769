for i in {1..140}; do f n$i $((i % 3)); done
