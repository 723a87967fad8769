base
ign <<'IGN_EOF'
*
!foo/bar/keep.txt
foo
IGN_EOF
