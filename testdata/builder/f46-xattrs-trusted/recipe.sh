needroot
f a; ln -s a link; mkdir d; mkfifo p; for x in a d p; do setxattr $x trusted.note 6869; done; mknode lxattr link trusted.note 6869 || cannot "no attributes of links here"
