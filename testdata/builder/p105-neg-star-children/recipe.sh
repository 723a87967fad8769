base
ign <<'IGN_EOF'
*
!dir/sub/*
dir/sub/d.log
IGN_EOF
