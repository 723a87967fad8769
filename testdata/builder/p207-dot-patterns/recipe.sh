base
ign <<'IGN_EOF'
./dir/./sub
!./dir/sub/../sub/c.txt
.//foo//
IGN_EOF
