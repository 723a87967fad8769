base
ign <<'IGN_EOF'
*
!dir/a.txt
!dir/sub
IGN_EOF
