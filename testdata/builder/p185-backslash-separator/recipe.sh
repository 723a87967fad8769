base
ign <<'IGN_EOF'
dir\sub
foo\\bar
IGN_EOF
