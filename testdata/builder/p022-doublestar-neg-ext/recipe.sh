base
ign <<'IGN_EOF'
**
!**/*.txt
IGN_EOF
