base
ign <<'IGN_EOF'
./*.log
./**/c.txt
IGN_EOF
