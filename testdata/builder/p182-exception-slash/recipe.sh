base
ign <<'IGN_EOF'
*
!dir/
!foo/bar/
IGN_EOF
