base
ign <<'IGN_EOF'
dir/**
!dir/sub/**
dir/sub/d.log
IGN_EOF
