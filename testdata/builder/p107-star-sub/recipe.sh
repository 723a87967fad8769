base
ign <<'IGN_EOF'
*/sub
IGN_EOF
