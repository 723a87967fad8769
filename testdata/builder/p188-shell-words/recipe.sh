base; f '~/a.txt'; f '$HOME'
ign <<'IGN_EOF'
$HOME
~/a.txt
%a.txt%
IGN_EOF
