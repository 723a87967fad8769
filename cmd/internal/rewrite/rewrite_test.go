package rewrite

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

func TestReplace(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "sub", ".dockerignore")
	must(t, os.Mkdir(filepath.Dir(path), 0o755))
	place := Place{Root: dir, Name: "sub/.dockerignore"}
	must(t, place.Replace(nil, []byte("a\n")))
	want(t, path, "a\n")
	must(t, os.Chmod(path, 0o600))
	must(t, place.Replace([]byte("a\n"), []byte("b\n")))
	want(t, path, "b\n")
	if info, err := os.Stat(path); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("permissions %v, %v", info.Mode(), err)
	}
	must(t, os.Chmod(path, 0o444))
	must(t, place.Replace([]byte("b\n"), nil))
	want(t, path, "")
	only(t, filepath.Dir(path), ".dockerignore")
}

// What is not there, or not what it was, stays as it is.
func TestReplaceNot(t *testing.T) {
	for name, tt := range map[string]struct {
		before string
		make   func(path string) error
		err    string
	}{
		"other content":  {"ours", func(path string) error { return os.WriteFile(path, []byte("theirs"), 0o644) }, ErrChanged.Error()},
		"longer content": {"their", func(path string) error { return os.WriteFile(path, []byte("theirs"), 0o644) }, ErrChanged.Error()},
		"new file":       {"", func(path string) error { return os.WriteFile(path, []byte("theirs"), 0o644) }, ErrChanged.Error()},
		"removed":        {"ours", func(string) error { return nil }, ErrChanged.Error()},
		"directory":      {"", func(path string) error { return os.Mkdir(path, 0o755) }, "it is a directory"},
		"link":           {"", func(path string) error { return os.Symlink("elsewhere", path) }, ErrChanged.Error()},
		"hard link": {"theirs", func(path string) error {
			if err := os.WriteFile(path, []byte("theirs"), 0o644); err != nil {
				return err
			}
			return os.Link(path, path+"2")
		}, "it has 2 names (hard links), and the others would keep the old content"},
		"draft in the way": {"", func(path string) error { return os.WriteFile(path+suffix, []byte("theirs"), 0o644) }, "is in the way"},
	} {
		t.Run(name, func(t *testing.T) {
			if name == "hard link" && runtime.GOOS == "windows" {
				t.Skip("hard links are not told there")
			}
			if name == "draft in the way" && tt.before == "" && runtime.GOOS == "linux" {
				// A new file needs no second name there.
				tt.before, tt.make = "x", func(path string) error {
					return errors.Join(os.WriteFile(path, []byte("x"), 0o644), os.WriteFile(path+suffix, []byte("theirs"), 0o644))
				}
			}
			dir := t.TempDir()
			if err := tt.make(filepath.Join(dir, "f")); err != nil {
				t.Skip(err)
			}
			before := contents(t, dir)
			err := Place{Root: dir, Name: "f"}.Replace([]byte(tt.before), []byte("new"))
			if err == nil || !strings.Contains(err.Error(), tt.err) || strings.Contains(err.Error(), dir) {
				t.Errorf("error %v, want %q", err, tt.err)
			}
			if after := contents(t, dir); after != before {
				t.Errorf("before %s, after %s", before, after)
			}
		})
	}
}

// A directory that has become a link, or a name that was never free of links,
// leads nowhere outside of the root.
func TestReplaceStaysInside(t *testing.T) {
	top := t.TempDir()
	root, outside := filepath.Join(top, "root"), filepath.Join(top, "outside")
	must(t, os.Mkdir(root, 0o755))
	must(t, os.Mkdir(outside, 0o755))
	must(t, os.WriteFile(filepath.Join(outside, "f"), []byte("old"), 0o644))
	if err := os.Symlink("../outside", filepath.Join(root, "dir")); err != nil {
		t.Skip(err)
	}
	must(t, os.Symlink("../outside/f", filepath.Join(root, "f")))
	for _, name := range []string{"dir/f", "f", "../outside/f", "dir/new"} {
		if err := (Place{Root: root, Name: name}).Replace([]byte("old"), []byte("new")); err == nil {
			t.Errorf("%s was written", name)
		}
		if err := (Place{Root: root, Name: name}).Replace(nil, []byte("new")); err == nil {
			t.Errorf("%s was made", name)
		}
	}
	want(t, filepath.Join(outside, "f"), "old")
	only(t, outside, "f")
}

// What is saved after the new content was written aside, and before it is put
// in place, is not lost.
func TestSavedMeanwhile(t *testing.T) {
	for name, save := range map[string]func(path string) error{
		"in place": func(path string) error { return os.WriteFile(path, []byte("theirs"), 0o644) },
		"by rename": func(path string) error {
			return errors.Join(os.WriteFile(path+"~", []byte("theirs"), 0o644), os.Rename(path+"~", path))
		},
		"removed": os.Remove,
		"link": func(path string) error {
			return errors.Join(os.Remove(path), os.WriteFile(path+"2", []byte("old"), 0o644), os.Symlink(filepath.Base(path)+"2", path))
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			path := filepath.Join(dir, "f")
			must(t, os.WriteFile(path, []byte("old"), 0o644))
			root, err := os.OpenRoot(dir)
			must(t, err)
			defer root.Close()
			d, err := newDraft(root, "f", nil)
			must(t, err)
			_, err = d.file.WriteString("ours")
			must(t, err)
			must(t, save(path))
			before := contents(t, dir)
			if err := d.replace([]byte("old")); !errors.Is(err, ErrChanged) {
				t.Errorf("error %v, want %v", err, ErrChanged)
			}
			d.discard()
			if after := contents(t, dir); after != strings.ReplaceAll(before, "f"+suffix+" ours\n", "") {
				t.Errorf("before %s, after %s", before, after)
			}
		})
	}
	t.Run("made", func(t *testing.T) {
		dir := t.TempDir()
		root, err := os.OpenRoot(dir)
		must(t, err)
		defer root.Close()
		d, err := newDraft(root, "f", nil)
		must(t, err)
		must(t, os.WriteFile(filepath.Join(dir, "f"), []byte("theirs"), 0o644))
		if err := d.create(); !errors.Is(err, ErrChanged) {
			t.Errorf("error %v, want %v", err, ErrChanged)
		}
		d.discard()
		want(t, filepath.Join(dir, "f"), "theirs")
		only(t, dir, "f")
	})
}

// Where the file system has no drafts without names the ones with a name do.
func TestNamedDraft(t *testing.T) {
	dir := t.TempDir()
	root, err := os.OpenRoot(dir)
	must(t, err)
	defer root.Close()
	for _, before := range []string{"", "first"} {
		d, err := newNamedDraft(root, "f", newFileMode)
		must(t, err)
		if _, err = d.file.WriteString("first"); err != nil {
			t.Fatal(err)
		}
		if before == "" {
			must(t, d.createNamed())
		} else {
			must(t, d.replaceNamed([]byte(before)))
		}
		d.discard()
		want(t, filepath.Join(dir, "f"), "first")
		only(t, dir, "f")
	}
	d, err := newNamedDraft(root, "f", newFileMode)
	must(t, err)
	defer d.discard()
	if err := d.replaceNamed([]byte("other")); !errors.Is(err, ErrChanged) {
		t.Error(err)
	}
	if err := d.createNamed(); !errors.Is(err, ErrChanged) {
		t.Error(err)
	}
}

// A directory that cannot be written leaves the old file.
func TestFailureLeavesTheOldFile(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root may write everywhere")
	}
	dir := t.TempDir()
	path := filepath.Join(dir, "f")
	must(t, os.WriteFile(path, []byte("old"), 0o644))
	must(t, os.Chmod(dir, 0o555))
	defer os.Chmod(dir, 0o755)
	err := Place{Root: dir, Name: "f"}.Replace([]byte("old"), []byte("new"))
	if !errors.Is(err, fs.ErrPermission) || !strings.HasPrefix(err.Error(), "its directory cannot be written") {
		t.Error(err)
	}
	want(t, path, "old")
}

func TestAt(t *testing.T) {
	top := t.TempDir()
	top, err := filepath.EvalSymlinks(top)
	must(t, err)
	for _, dir := range []string{"ctx/sub", "out"} {
		must(t, os.MkdirAll(filepath.Join(top, dir), 0o755))
	}
	for _, file := range []string{"ctx/f", "ctx/sub/g", "out/h"} {
		must(t, os.WriteFile(filepath.Join(top, file), nil, 0o644))
	}
	for link, target := range map[string]string{"ctx/in": "sub/g", "ctx/leaves": "../out/h", "ctx/dir": "../out", "ctx/nowhere": "none", "named": "ctx", "out/on": "h"} {
		if err := os.Symlink(target, filepath.Join(top, link)); err != nil {
			t.Skip(err)
		}
	}
	for _, tt := range []struct {
		dir, path string
		root      string
		want      Place
		err       string
	}{
		{"ctx", "ctx/f", "ctx", Place{Name: "f"}, ""},
		{"ctx", "ctx/new", "ctx", Place{Name: "new"}, ""},
		{"ctx", "ctx/sub/../f", "ctx", Place{Name: "f"}, ""},
		{"named", "named/f", "ctx", Place{Name: "f"}, ""},
		{"ctx", "ctx/in", "ctx", Place{Name: "sub/g", Linked: true}, ""},
		{"ctx", "ctx/leaves", "", Place{}, "outside the build context"},
		{"ctx", "ctx/dir/h", "", Place{}, "outside the build context"},
		{"ctx", "ctx/dir/new", "", Place{}, "outside the build context"},
		{"ctx", "ctx/nowhere", "", Place{}, "it is a symlink to nothing"},
		{"ctx", "out/h", "out", Place{Name: "h"}, ""},
		{"ctx", "out/on", "out", Place{Name: "h", Linked: true}, ""},
		{"ctx", "out/new", "out", Place{Name: "new"}, ""},
		{"ctx", "none/new", "", Place{}, "no such file or directory"},
	} {
		got, err := Follow(filepath.Join(top, tt.dir), filepath.Join(top, tt.path))
		if tt.err != "" {
			if err == nil || !strings.Contains(err.Error(), tt.err) {
				t.Errorf("%s: error %v, want %q", tt.path, err, tt.err)
			}
			continue
		}
		tt.want.Root = filepath.Join(top, tt.root)
		if err != nil || got != tt.want {
			t.Errorf("%s: %+v, %v, want %+v", tt.path, got, err, tt.want)
		}
	}
}

func want(t *testing.T, path, content string) {
	t.Helper()
	if got, err := os.ReadFile(path); err != nil || string(got) != content {
		t.Errorf("%s holds %q, %v; want %q", path, got, err, content)
	}
}

func only(t *testing.T, dir, name string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 1 || entries[0].Name() != name {
		t.Errorf("in the directory: %v, %v", entries, err)
	}
}

// contents are the names in a directory with what they hold.
func contents(t *testing.T, dir string) string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	must(t, err)
	var out strings.Builder
	for _, e := range entries {
		text, _ := os.ReadFile(filepath.Join(dir, e.Name()))
		out.WriteString(e.Name() + " " + string(text) + "\n")
	}
	return out.String()
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
