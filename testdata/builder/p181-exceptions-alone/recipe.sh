base
ign <<'IGN_EOF'
!a.txt
!dir
IGN_EOF
