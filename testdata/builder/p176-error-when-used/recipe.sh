base
ign <<'IGN_EOF'
[z-a]

IGN_EOF
