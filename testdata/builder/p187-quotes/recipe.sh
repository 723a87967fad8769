base
ign <<'IGN_EOF'
"a.txt"
'b.log'
IGN_EOF
