base
ign <<'IGN_EOF'
*
!**/*.txt
foo
IGN_EOF
