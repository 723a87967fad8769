base
ign <<'IGN_EOF'
node_modules
**/node_modules
!src/node_modules/y
IGN_EOF
