//go:build !linux

package rewrite

import "os"

func newDraft(dir *os.Root, base string, old *os.File) (*draft, error) {
	return newNamedDraft(dir, base, modeFor(old))
}

func (d *draft) create() error { return d.createNamed() }

func (d *draft) replace(before []byte) error { return d.replaceNamed(before) }

// syncDir does nothing: Windows has no such thing, and elsewhere the rename
// reaches the disk soon enough.
func syncDir(*os.Root) error { return nil }
