base
ign <<'IGN_EOF'
[!a].*
IGN_EOF
