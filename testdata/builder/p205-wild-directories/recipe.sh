base
ign <<'IGN_EOF'
*/sub
!*/sub/*.txt
IGN_EOF
