base
ign <<'IGN_EOF'
**/node_modules
!src/node_modules
IGN_EOF
