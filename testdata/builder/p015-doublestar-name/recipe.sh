base
ign <<'IGN_EOF'
**/node_modules
IGN_EOF
