base
ign <<'IGN_EOF'
dir
!dir/**/c.txt
IGN_EOF
