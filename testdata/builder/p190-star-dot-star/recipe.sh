base
ign <<'IGN_EOF'
*.*
IGN_EOF
