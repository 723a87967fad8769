base
ign <<'IGN_EOF'
foo/**/q.txt
IGN_EOF
