base; f 'a b'; f 'c d'; f a
ign <<'IGN_EOF'
a b
 c d 
IGN_EOF
