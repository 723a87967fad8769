package scan

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// describe writes a listing as one line an entry, and checks on the way that
// the columns fit together.
func describe(t testing.TB, l *Listing) []string {
	t.Helper()
	var lines []string
	last := map[uint32]string{} // name of the last child of each directory
	for i := range uint32(l.Len()) {
		name, parent := l.Name(i), l.Parent[i]
		if i > 0 {
			if parent >= i || l.End[parent] < l.End[i] || !l.Mode[parent].IsDir() {
				t.Errorf("entry %d (%q): parent %d ends at %d, entry at %d", i, name, parent, l.End[parent], l.End[i])
			}
			if before, ok := last[parent]; ok && before >= name {
				t.Errorf("%q comes after %q", name, before)
			}
			last[parent] = name
		}
		line := fmt.Sprintf("%q %v %d %d", l.Path(i), l.Mode[i], l.Size[i], l.ModTime[i])
		if i == 0 {
			line = fmt.Sprintf("%q %v %d", l.Path(i), l.Mode[i], l.End[0])
		}
		if target, ok := l.Targets[i]; ok {
			line += fmt.Sprintf(" -> %q", target)
		}
		if id, ok := l.FileID(i); ok {
			line += fmt.Sprintf(" links %d:%d", id.Device, id.Inode)
		}
		if device, ok := l.Devices[i]; ok {
			line += fmt.Sprintf(" device %d", device)
		}
		if l.Pruned(i) {
			line += " pruned"
		}
		lines = append(lines, line)
	}
	for _, i := range slices.Sorted(maps.Keys(l.Omitted)) {
		lines = append(lines, fmt.Sprintf("%d left out of %q", l.Omitted[i], l.Path(i)))
	}
	for _, p := range l.Problems {
		lines = append(lines, fmt.Sprintf("%d %q %v: %v", p.Entry, p.Path, p.Kind, p.Err))
	}
	return lines
}

// paths lists the paths of all entries but the root.
func paths(l *Listing) []string {
	var p []string
	for i := 1; i < l.Len(); i++ {
		p = append(p, l.Path(uint32(i)))
	}
	return p
}

// readers are the options under which the same listing must come out.
var readers = []struct {
	name string
	Options
}{
	{"portable", Options{portable: true}},
	{"default", Options{}},
	{"1 worker", Options{Workers: 1}},
	{"3 workers", Options{Workers: 3}},
	{"16 workers", Options{Workers: 16}},
}

// agree reads a tree with all readers and returns the listing of one.
func agree(t testing.TB, root string, prune Pruner) *Listing {
	t.Helper()
	var first *Listing
	var want []string
	for _, r := range readers {
		r.Prune = prune
		l, err := Read(context.Background(), root, r.Options)
		if err != nil {
			t.Fatalf("%s: %v", r.name, err)
		}
		got := describe(t, l)
		if first == nil {
			first, want = l, got
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("%s reader differs from the %s one (-%[2]s +%[1]s):\n%s", r.name, readers[0].name, diff)
		}
	}
	return first
}

// write makes a file and the directories above it.
func write(t testing.TB, path, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

func mkdir(t testing.TB, path string) {
	t.Helper()
	if err := os.MkdirAll(path, 0o755); err != nil {
		t.Fatal(err)
	}
}

// oddNames are names that a directory may well have.
var oddNames = []string{
	"a", "b", "a-b", "a.b", "A", "ab", "…", "-", "--help", " ", "a b", "new\nline", "tab\t", "\x1b[31mred", "\xff\xfe",
	"back\\slash", "*", "[", "!x", "#", "\u202egpj.exe", "ünï", "u\u0308", strings.Repeat("x", 255), "..a", "...", ".a", "\x01",
}

// prunerFunc skips what it returns true for, by path.
type prunerFunc func(path string, dir bool) bool

func (prunerFunc) Root() any { return "" }

func (f prunerFunc) Enter(parent any, name string, mode fs.FileMode) (any, bool) {
	path := strings.TrimPrefix(parent.(string)+"/"+name, "/")
	return path, f(path, mode.IsDir())
}

// skipSome is a pruner that skips a part of every tree, always the same.
func skipSome(share uint32) Pruner {
	return prunerFunc(func(path string, _ bool) bool {
		h := fnv.New32()
		h.Write([]byte(path))
		return binary.BigEndian.Uint32(h.Sum(nil))%share == 0
	})
}

func TestRootErrors(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "file")
	write(t, file, "")
	for _, tt := range []struct {
		root, want string
		is         error
	}{
		{filepath.Join(dir, "none"), filepath.Join(dir, "none") + " does not exist", fs.ErrNotExist},
		{file, file + " is a file, not a directory", errNotDirectory},
		{filepath.Join(file, "x"), "", errNotDirectory},
	} {
		_, err := Read(context.Background(), tt.root, Options{})
		if !errors.Is(err, tt.is) || tt.want != "" && err.Error() != tt.want {
			t.Errorf("Read(%q): %v, want %q", tt.root, err, tt.want)
		}
	}
}

func TestRootThroughLink(t *testing.T) {
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "real", "file"), "x")
	if err := os.Symlink("real", filepath.Join(dir, "link")); err != nil {
		t.Skip(err)
	}
	t.Chdir(dir)
	for _, root := range []string{"link", "./link/.", filepath.Join(dir, "link")} {
		l := agree(t, root, nil)
		if want := filepath.Join(dir, "real"); l.Root != want {
			t.Errorf("Read(%q).Root = %q, want %q", root, l.Root, want)
		}
		if diff := cmp.Diff([]string{"file"}, paths(l)); diff != "" {
			t.Error(diff)
		}
	}
}

func TestEmptyRoot(t *testing.T) {
	l := agree(t, t.TempDir(), nil)
	if l.Len() != 1 || l.Name(0) != "" || l.Path(0) != "." || l.End[0] != 1 || !l.Mode[0].IsDir() {
		t.Errorf("%d entries, root %q %q %v", l.Len(), l.Name(0), l.Path(0), l.Mode[0])
	}
}

func TestPruner(t *testing.T) {
	dir := t.TempDir()
	for _, p := range []string{"keep/a", "keep/skip", "skip/a", "skip/b/c", "z"} {
		write(t, filepath.Join(dir, filepath.FromSlash(p)), "12345")
	}
	l := agree(t, dir, prunerFunc(func(path string, _ bool) bool {
		return path == "skip" || path == "keep/skip"
	}))
	want := []string{"keep", "keep/a", "skip", "z"}
	if diff := cmp.Diff(want, paths(l)); diff != "" {
		t.Error(diff)
	}
	if keep := uint32(1); len(l.Omitted) != 1 || l.Omitted[keep] != 1 {
		t.Errorf("left out: %v", l.Omitted)
	}
	for i, path := range append([]string{"."}, want...) {
		if skipped := path == "skip"; l.Pruned(uint32(i)) != skipped {
			t.Errorf("Pruned(%s) = %v", path, !skipped)
		}
		if l.Mode[i].IsDir() && l.Mode[i].Perm() == 0 {
			t.Errorf("mode of %s is %v", path, l.Mode[i])
		}
	}
}

func TestVanish(t *testing.T) {
	// The pruner is asked before a thing is looked at, so it can take it away.
	for _, r := range readers {
		t.Run(r.name, func(t *testing.T) {
			dir := t.TempDir()
			for _, p := range []string{"a/file", "b/dir/in", "b/later", "c/dir/in", "d"} {
				write(t, filepath.Join(dir, filepath.FromSlash(p)), "")
			}
			r.Prune = prunerFunc(func(path string, _ bool) bool {
				full := filepath.Join(dir, filepath.FromSlash(path))
				switch path {
				case "a/file":
					os.Remove(full)
				case "b/dir":
					os.RemoveAll(full)
				case "c/dir":
					os.RemoveAll(full)
					os.WriteFile(full, nil, 0o644)
				}
				return false
			})
			l, err := Read(context.Background(), dir, r.Options)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff([]string{"a", "b", "b/later", "c", "d"}, paths(l)); diff != "" {
				t.Error(diff)
			}
			var got []string
			for _, p := range l.Problems {
				got = append(got, fmt.Sprint(p.Path, " ", p.Kind, " in ", l.Path(p.Entry)))
			}
			want := []string{"a/file vanished in a", "b/dir vanished in b", "c/dir vanished in c"}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
			describe(t, l)
		})
	}
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancelCause(context.Background())
	reason := errors.New("enough")
	cancel(reason)
	for _, r := range readers {
		if _, err := Read(ctx, t.TempDir(), r.Options); !errors.Is(err, reason) {
			t.Errorf("%s: %v", r.name, err)
		}
	}
}

func TestFromEntriesAgreesWithRead(t *testing.T) {
	dir := t.TempDir()
	var entries []Entry
	for _, p := range []string{"z", "a/b/c", "a-b", "a/b.c", "a.b", "b/x", "ä"} {
		write(t, filepath.Join(dir, filepath.FromSlash(p)), p)
		entries = append(entries, Entry{Path: p, Mode: 0o644, Size: int64(len(p))})
	}
	l, err := FromEntries("root", entries)
	if err != nil {
		t.Fatal(err)
	}
	read := agree(t, dir, nil)
	if diff := cmp.Diff(paths(read), paths(l)); diff != "" {
		t.Error(diff)
	}
	if !slices.Equal(read.Parent, l.Parent) || !slices.Equal(read.End, l.End) || !slices.Equal(read.Size, l.Size) {
		t.Error("columns differ")
	}
	describe(t, l)
}
