base
ign <<'IGN_EOF'
..
../x
a.txt
IGN_EOF
