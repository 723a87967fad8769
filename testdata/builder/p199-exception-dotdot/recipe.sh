base
ign <<'IGN_EOF'
*
!../a.txt
!./b.log
!dir/../keep
IGN_EOF
