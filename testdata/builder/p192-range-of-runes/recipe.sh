base; f ä.txt; f ö.txt; f z.txt; f 日x
ign <<'IGN_EOF'
[ä-ö].txt
[日月]*
IGN_EOF
