base; ign <<< 'a**[b'; dfile <<< $'FROM scratch\nLABEL a=b'
