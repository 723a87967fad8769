base
ign <<'IGN_EOF'
foo
!foo/bar
foo/bar/baz
!foo/bar/baz/q.txt
IGN_EOF
