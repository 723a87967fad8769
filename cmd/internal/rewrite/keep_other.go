//go:build !unix

package rewrite

import (
	"io/fs"
	"os"
)

func replaceable(*os.Root, string, fs.FileInfo) error { return nil }

// keep keeps the permission: a file that may only be read stays one.
func keep(draft, old *os.File) error {
	was, err := old.Stat()
	if err != nil {
		return err
	}
	return draft.Chmod(was.Mode().Perm())
}
