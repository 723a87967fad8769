base
ign <<'IGN_EOF'
!a.txt
a.txt
IGN_EOF
