base
ign <<'IGN_EOF'
*
!foo/*
IGN_EOF
