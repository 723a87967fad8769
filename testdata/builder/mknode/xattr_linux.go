package main

import "golang.org/x/sys/unix"

func setxattr(path, name string, value []byte) error { return unix.Setxattr(path, name, value, 0) }

func lsetxattr(link, name string, value []byte) error { return unix.Lsetxattr(link, name, value, 0) }
