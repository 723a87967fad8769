package scan

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

func TestReadFile(t *testing.T) {
	top := t.TempDir()
	root := filepath.Join(top, "root")
	write(t, filepath.Join(top, "secret"), "outside")
	write(t, filepath.Join(root, "file"), "content")
	write(t, filepath.Join(root, "dir", "inner"), "inner")
	write(t, filepath.Join(root, "etc", "passwd"), "inside")
	write(t, filepath.Join(root, "empty"), "")
	for link, target := range map[string]string{
		"link":          "file",
		"dir/up":        "../file",
		"dirlink":       "dir",
		"chain":         "dirlink/up",
		"absolute":      "/file",
		"outside":       "../secret",
		"faroutside":    "../../../../../secret",
		"clamped":       "../../file",
		"passwd":        "/etc/passwd",
		"dir/climb":     "../../etc/../etc/passwd",
		"dangling":      "nothing",
		"circle":        "circle",
		"tick":          "tock",
		"tock":          "./tick",
		"dots":          "././/dir/./inner",
		"self":          ".",
		"throughfile":   "file/x",
		"hostabsolute":  filepath.Join(top, "secret"),
		"trailingslash": "dir/",
	} {
		if err := os.Symlink(target, filepath.Join(root, filepath.FromSlash(link))); err != nil {
			t.Skip(err)
		}
	}
	for _, tt := range []struct {
		name, want string
		err        error
	}{
		{"file", "content", nil},
		{"/file", "content", nil},
		{"./dir//inner", "inner", nil},
		{"dir/../file", "content", nil},
		{"../file", "content", nil},
		{"empty", "", nil},
		{"link", "content", nil},
		{"dir/up", "content", nil},
		{"dirlink/up", "content", nil},
		{"dirlink/../file", "content", nil},
		{"chain", "content", nil},
		{"absolute", "content", nil},
		{"clamped", "content", nil},
		{"passwd", "inside", nil},
		{"dir/climb", "inside", nil},
		{"dots", "inner", nil},
		{"self/self/self/file", "content", nil},
		{"outside", "", fs.ErrNotExist},
		{"faroutside", "", fs.ErrNotExist},
		{"hostabsolute", "", fs.ErrNotExist},
		{"dangling", "", fs.ErrNotExist},
		{"missing", "", fs.ErrNotExist},
		{"missing/../file", "", fs.ErrNotExist},
		{"circle", "", syscall.ELOOP},
		{"tick", "", syscall.ELOOP},
		{"file/x", "", syscall.ENOTDIR},
		{"file/", "", syscall.ENOTDIR},
		{"throughfile", "", syscall.ENOTDIR},
		{"dir", "", syscall.EISDIR},
		{"trailingslash", "", syscall.EISDIR},
		{"..", "", syscall.EISDIR},
		{"", "", syscall.EISDIR},
	} {
		got, err := ReadFile(root, tt.name, 100)
		if string(got) != tt.want || !errors.Is(err, tt.err) {
			t.Errorf("ReadFile(%q) = %q, %v, want %q, %v", tt.name, got, err, tt.want, tt.err)
		}
	}
	if _, err := ReadFile(filepath.Join(top, "none"), "file", 100); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
}

func TestReadFileLimit(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "f")
	write(t, path, "12345")
	for _, tt := range []struct {
		limit int64
		err   error
	}{{5, nil}, {4, ErrTooLarge}, {0, ErrTooLarge}, {-1, nil}} {
		if got, err := ReadFile(dir, "f", tt.limit); !errors.Is(err, tt.err) || err == nil && string(got) != "12345" {
			t.Errorf("ReadFile with limit %d: %q, %v", tt.limit, got, err)
		}
		if got, err := ReadFileFollow(path, tt.limit); !errors.Is(err, tt.err) || err == nil && string(got) != "12345" {
			t.Errorf("ReadFileFollow with limit %d: %q, %v", tt.limit, got, err)
		}
	}
}

func TestReadFileFollow(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "outside"), "outside")
	mkdir(t, filepath.Join(dir, "in"))
	if err := os.Symlink("../outside", filepath.Join(dir, "in", "link")); err != nil {
		t.Skip(err)
	}
	if got, err := ReadFileFollow(filepath.Join(dir, "in", "link"), 100); string(got) != "outside" || err != nil {
		t.Errorf("%q, %v", got, err)
	}
	if _, err := ReadFileFollow(dir, 100); !errors.Is(err, syscall.EISDIR) {
		t.Error(err)
	}
	if _, err := ReadFileFollow(filepath.Join(dir, "none"), 100); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
}

// ReadInside and ReadHead follow links inside of the root, and none that leads
// out of it, not even to come back.
func TestReadInside(t *testing.T) {
	top := t.TempDir()
	root := filepath.Join(top, "root")
	write(t, filepath.Join(top, "secret"), "outside")
	write(t, filepath.Join(root, "file"), "content")
	write(t, filepath.Join(root, "dir", "inner"), "inner")
	for link, target := range map[string]string{
		"link": "file", "dir/up": "../file", "dirlink": "dir", "outside": "../secret", "out": "..", "back": "../root/file",
		"absolute": "/file", "here": filepath.Join(root, "file"), "dangling": "nothing", "dir/far": "../../secret", "circle": "circle",
	} {
		if err := os.Symlink(target, filepath.Join(root, filepath.FromSlash(link))); err != nil {
			t.Skip(err)
		}
	}
	for _, tt := range []struct {
		name, want string
		err        error
	}{
		{"file", "content", nil},
		{"link", "content", nil},
		{"dir/up", "content", nil},
		{"dirlink/up", "content", nil},
		{"dirlink/inner", "inner", nil},
		{"outside", "", ErrOutside},
		{"out/secret", "", ErrOutside},
		{"back", "", ErrOutside},
		{"absolute", "", ErrOutside},
		{"here", "", ErrOutside},
		{"dir/far", "", ErrOutside},
		{"dangling", "", fs.ErrNotExist},
		{"circle", "", syscall.ELOOP},
		{"dir", "", syscall.EISDIR},
	} {
		got, err := ReadInside(root, tt.name, 100)
		if string(got) != tt.want || !errors.Is(err, tt.err) {
			t.Errorf("ReadInside(%q) = %q, %v, want %q, %v", tt.name, got, err, tt.want, tt.err)
		}
		got, err = ReadHead(root, tt.name, 3)
		if want := tt.want[:min(3, len(tt.want))]; string(got) != want || !errors.Is(err, tt.err) {
			t.Errorf("ReadHead(%q) = %q, %v, want %q, %v", tt.name, got, err, want, tt.err)
		}
	}
}

func TestLeaves(t *testing.T) {
	top := t.TempDir()
	root := filepath.Join(top, "root")
	write(t, filepath.Join(top, "other", "f"), "")
	write(t, filepath.Join(root, "f"), "")
	for link, target := range map[string]string{"root/in": "f", "root/out": "../other/f", "root/dir": "../other", "named": "root", "root/up": "."} {
		if err := os.Symlink(target, filepath.Join(top, filepath.FromSlash(link))); err != nil {
			t.Skip(err)
		}
	}
	for name, want := range map[string]bool{
		"root/f": false, "root/in": false, "root/out": true, "root/dir/f": true, "root/up/up/f": false, "root/none": false, "other/f": false, "root": false,
	} {
		if got := Leaves(root, filepath.Join(top, name)); got != want {
			t.Errorf("Leaves(%s) = %v", name, got)
		}
	}
	if Leaves(filepath.Join(top, "named"), filepath.Join(top, "named", "f")) || !Leaves(filepath.Join(top, "named"), filepath.Join(top, "named", "out")) {
		t.Error("the root may be a link itself")
	}
}
