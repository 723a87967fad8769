base
ign <<'IGN_EOF'
dir
!dir/sub
*/
IGN_EOF
