base
ign <<'IGN_EOF'
dir
!dir/a.txt
dir
IGN_EOF
