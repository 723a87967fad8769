base
ign <<'IGN_EOF'
dir
!dir/*.txt
IGN_EOF
