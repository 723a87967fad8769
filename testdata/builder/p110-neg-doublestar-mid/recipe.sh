base
ign <<'IGN_EOF'
**/*.txt
!foo/**/keep.txt
IGN_EOF
