base; f b.txt; f '{a,b}.txt'
ign <<'IGN_EOF'
{a,b}.txt
{x}
IGN_EOF
