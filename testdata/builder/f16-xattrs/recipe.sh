f plain; f userx; f caps; mkdir dx
setxattr userx user.note 68656c6c6f
setxattr dx user.note 646972
setxattr caps security.capability 0100000200040000000000000000000000000000
