n=$(printf "p%.0s" {1..100}); f $n/$n/$n/x; f "${n:0:60}ä/${n:0:60}/y"; ln -s "$n/$n/$n/x" l
