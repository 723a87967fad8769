//go:build unix

package scan

import (
	"os"
	"path/filepath"
	"testing"
)

func TestAllocated(t *testing.T) {
	dir := t.TempDir()
	f, err := os.Create(filepath.Join(dir, "hollow"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := f.Truncate(10 << 20); err != nil {
		t.Fatal(err)
	}
	if bytes, ok := Allocated(dir, "hollow"); !ok || bytes > 1<<20 {
		t.Errorf("%d bytes, %v; a file that is one hole takes none", bytes, ok)
	}
	if _, ok := Allocated(dir, "missing"); ok {
		t.Error("a missing file takes room")
	}
	if _, ok := Allocated(dir, "../x"); ok {
		t.Error("a file outside was looked at")
	}
}
