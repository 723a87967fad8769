base
ign <<'IGN_EOF'
*
!foo
foo/*
!foo/b?r
foo/bar/*
!foo/bar/baz/*.txt
IGN_EOF
