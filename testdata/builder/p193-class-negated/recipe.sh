base
ign <<'IGN_EOF'
[^ab]*
IGN_EOF
