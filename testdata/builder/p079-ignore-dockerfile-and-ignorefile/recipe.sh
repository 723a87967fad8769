base
ign <<'IGN_EOF'
Dockerfile
.dockerignore
IGN_EOF
