base
ign <<'IGN_EOF'
**/f*o/**
IGN_EOF
