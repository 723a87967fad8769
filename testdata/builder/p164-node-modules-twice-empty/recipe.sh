base
ign <<'IGN_EOF'
node_modules
!node_modules/x/index.js
node_modules
IGN_EOF
