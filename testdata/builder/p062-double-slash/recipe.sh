base
ign <<'IGN_EOF'
dir//a.txt
IGN_EOF
