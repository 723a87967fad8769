base; f ä.txt; f 日.txt; f ab.txt
ign <<'IGN_EOF'
?.txt
IGN_EOF
