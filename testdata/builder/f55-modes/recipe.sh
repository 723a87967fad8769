needroot
for m in 0000 0001 0400 0755 0777 4755 2755 6711 1644 7777; do f m$m; chmod $m m$m; mkdir d$m; chmod $m d$m; done
