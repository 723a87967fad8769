base
ign <<'IGN_EOF'
foo/**/keep
IGN_EOF
