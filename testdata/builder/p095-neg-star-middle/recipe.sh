base
ign <<'IGN_EOF'
*
!foo/*/keep.txt
IGN_EOF
