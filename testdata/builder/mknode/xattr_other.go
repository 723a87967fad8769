//go:build !linux

package main

import "errors"

func setxattr(path, name string, value []byte) error { return errors.ErrUnsupported }

func lsetxattr(link, name string, value []byte) error { return errors.ErrUnsupported }
