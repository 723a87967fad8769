base
dfile <<< $'FROM scratch\nCOPY --chown=1:2 --chmod=600 dir /out'
