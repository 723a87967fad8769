package scan

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"pgregory.net/rapid"
)

// TestReadersAgree makes random trees and reads each with all readers, with
// and without a pruner.
func TestReadersAgree(t *testing.T) {
	top := t.TempDir()
	n := 0
	rapid.Check(t, func(rt *rapid.T) {
		n++
		dir := filepath.Join(top, fmt.Sprint(n))
		if err := os.Mkdir(dir, 0o755); err != nil {
			rt.Fatal(err)
		}
		defer os.RemoveAll(dir)
		grow(rt, dir, 3)
		agree(t, dir, nil)
		agree(t, dir, skipSome(uint32(rapid.IntRange(1, 5).Draw(rt, "share"))))
	})
}

// grow fills a directory with random things, some of them directories.
func grow(rt *rapid.T, dir string, depth int) {
	names := rapid.SliceOfNDistinct(rapid.OneOf(rapid.SampledFrom(oddNames), rapid.StringMatching(`[a-z.\-]{1,12}x`)), 0, 8, rapid.ID[string]).Draw(rt, "names")
	for _, name := range names {
		path := filepath.Join(dir, name)
		var err error
		switch what := rapid.IntRange(0, 9).Draw(rt, "what"); {
		case what < 4 && depth > 0:
			if err = os.Mkdir(path, 0o755); err == nil {
				grow(rt, path, depth-1)
			}
		case what < 7:
			err = os.WriteFile(path, make([]byte, what*100), os.FileMode(0o600+what))
		case what == 7:
			err = os.Symlink(rapid.SampledFrom(names).Draw(rt, "target"), path)
		case what == 8:
			if err = os.Link(filepath.Join(dir, names[0]), path); err != nil {
				err = os.WriteFile(path, nil, 0o644)
			}
		}
		if err != nil && !os.IsExist(err) {
			rt.Skip(err) // a name that this file system does not take
		}
	}
}
