base
ign <<'IGN_EOF'
a.txt
!**
IGN_EOF
