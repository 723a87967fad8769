base
ign <<'IGN_EOF'
Dockerfile*
IGN_EOF
