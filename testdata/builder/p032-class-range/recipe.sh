base
ign <<'IGN_EOF'
[a-b].log
IGN_EOF
