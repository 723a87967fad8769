base
ign <<'IGN_EOF'
dir
!dir/sub/c.txt
!dir
IGN_EOF
