base
ign <<'IGN_EOF'
*
!foo/bar
foo/bar/baz
IGN_EOF
