base
ign <<'IGN_EOF'
*
!dir/
!dir/**
IGN_EOF
