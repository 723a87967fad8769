base
ign <<'IGN_EOF'
.*
!.hidden
**/.*
!dir/.hidden
IGN_EOF
