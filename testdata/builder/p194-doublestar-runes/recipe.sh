base; f ä/x; f dir/äx
ign <<'IGN_EOF'
**/ä*
IGN_EOF
