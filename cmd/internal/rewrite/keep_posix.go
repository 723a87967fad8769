//go:build unix && !linux

package rewrite

import (
	"io/fs"
	"os"
)

// replaceable refuses a file of which another one cannot take the place.
func replaceable(_ *os.Root, _ string, info fs.FileInfo) error { return onlyName(info) }

// keep gives the draft owner and permission of the old file.
func keep(draft, old *os.File) error { return keepOwner(draft, old) }
