base
ign <<'IGN_EOF'
**
!src/**
src
IGN_EOF
