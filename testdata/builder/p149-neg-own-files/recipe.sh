base
ign <<'IGN_EOF'
*
!.dockerignore
!Dockerfile
IGN_EOF
