base
ign <<'IGN_EOF'
*
!*/*
dir
IGN_EOF
