base
ign <<'IGN_EOF'
dir
!dir/sub
dir/sub/c.txt
!dir/sub/c.*
IGN_EOF
