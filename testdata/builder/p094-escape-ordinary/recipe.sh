base
ign <<'IGN_EOF'
fo\o/bar
IGN_EOF
