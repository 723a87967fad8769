base
ign <<'IGN_EOF'
**/sub
!**/sub/c.txt
**/sub
IGN_EOF
