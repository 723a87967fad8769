base
ign <<'IGN_EOF'
*.md
!README*.md
README-secret.md
IGN_EOF
