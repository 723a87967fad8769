base
ign <<'IGN_EOF'
foo/*
!foo/bar
foo/bar/*
!foo/bar/keep.txt
IGN_EOF
