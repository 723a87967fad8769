base
ign <<'IGN_EOF'
*
!dir
dir/*.log
IGN_EOF
