base
ign <<'IGN_EOF'
f**r
IGN_EOF
