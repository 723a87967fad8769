package scan

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// TestWithFile compares a listing with a file put in with one that had it from
// the beginning.
func TestWithFile(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		paths := rapid.SliceOfDistinct(rapid.StringMatching(`([a-c]/){0,3}[a-c]{1,2}x`), rapid.ID[string]).Draw(t, "paths")
		var entries []Entry
		for i, p := range paths {
			e := Entry{Path: p, Mode: 0o644, Size: int64(i), ModTime: int64(i)}
			switch i % 4 {
			case 1:
				e.ID = FileID{Inode: 1 + uint64(i%3)}
			case 2:
				e.Mode, e.Target, e.Size = fs.ModeSymlink|0o777, "target", 0
			case 3:
				e.Mode, e.Device = fs.ModeDevice|0o600, uint64(i)
			}
			entries = append(entries, e)
		}
		before, err := FromEntries("/", entries)
		if err != nil {
			t.Fatal(err)
		}
		dirs := []uint32{0}
		for i := range uint32(before.Len()) {
			if before.Mode[i].IsDir() {
				dirs = append(dirs, i)
			}
		}
		dir := rapid.SampledFrom(dirs).Draw(t, "dir")
		name := rapid.StringMatching(`[.a-d]{1,2}x?`).Filter(func(s string) bool { return strings.Trim(s, ".") != "" }).Draw(t, "name")
		path := before.pathOf(dir, name)
		file := Entry{Path: path, Mode: 0o600, Size: 1000, ModTime: 5}
		got, at, added := before.WithFile(dir, name, file)
		if there := slices.IndexFunc(entries, func(e Entry) bool { return e.Path == path }); there >= 0 {
			entries[there].Size = 1000
		} else if slices.ContainsFunc(entries, func(e Entry) bool { return strings.HasPrefix(e.Path, path+"/") }) {
			return // a directory of that name
		} else {
			entries = append(entries, file)
		}
		want, err := FromEntries("/", entries)
		if err != nil {
			t.Fatal(err)
		}
		if got.Path(at) != path || added != (got.Len() > before.Len()) {
			t.Errorf("at %d is %q, added %v", at, got.Path(at), added)
		}
		if diff := cmp.Diff(columns(want), columns(got)); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
	})
}

// columns writes out everything that a listing says.
func columns(l *Listing) []string {
	var out []string
	for i := range uint32(l.Len()) {
		id, _ := l.FileID(i)
		out = append(out, fmt.Sprintf("%d %s in %d to %d %v %d %d %v %q %d", i, l.Path(i), l.Parent[i], l.End[i], l.Mode[i], l.Size[i], l.ModTime[i], id, l.Targets[i], l.Devices[i]))
	}
	return out
}
