base
ign <<'IGN_EOF'
**.log
IGN_EOF
