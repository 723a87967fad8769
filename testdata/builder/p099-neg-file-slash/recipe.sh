base
ign <<'IGN_EOF'
dir/sub/
!dir/sub/c.txt/
IGN_EOF
