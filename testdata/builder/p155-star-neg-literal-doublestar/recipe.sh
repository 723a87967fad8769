base
ign <<'IGN_EOF'
*
!foo/bar/**/q.txt
IGN_EOF
