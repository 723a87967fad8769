base
ign <<'IGN_EOF'
**/sub
!**/sub/c.txt
IGN_EOF
