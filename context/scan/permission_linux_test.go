package scan

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// childDescribe prints the problems that each reader finds, once if all agree.
func childDescribe(dir string) {
	var first string
	for _, r := range readers {
		l, err := Read(context.Background(), dir, r.Options)
		die(err)
		var out string
		for _, p := range l.Problems {
			out += fmt.Sprintf("%s: %v: %v\n", p.Path, p.Kind, p.Err)
		}
		for i := range uint32(l.Len()) {
			out += fmt.Sprintf("%s %v %d\n", l.Path(i), l.Mode[i], l.Size[i])
		}
		if first == "" {
			first = out
		}
		if diff := cmp.Diff(first, out); diff != "" {
			die(fmt.Errorf("%s differs: %s", r.name, diff))
		}
	}
	fmt.Print(first)
}

func TestPermissions(t *testing.T) {
	needRoot(t)
	dir := openDirFor(t)
	for _, f := range []struct {
		path     string
		mode     os.FileMode
		uid, gid int
	}{
		{"all", 0o644, 0, 0},
		{"group", 0o640, 0, 65534},
		{"othergroup", 0o640, 0, 1234},
		{"groupshut", 0o604, 0, 1234}, // the class of the group decides
		{"mine", 0o400, 65534, 0},
		{"mineshut", 0o044, 65534, 65534},
		{"root", 0o600, 0, 0},
		{"writeonly", 0o622, 0, 0},
		{"shut/below", 0o644, 0, 0},
		{"listed/file", 0o644, 0, 0},
		{"listed/dir/file", 0o644, 0, 0},
		{"passed/file", 0o644, 0, 0},
	} {
		path := filepath.Join(dir, f.path)
		write(t, path, "x")
		if err := os.Chown(path, f.uid, f.gid); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(path, f.mode); err != nil {
			t.Fatal(err)
		}
	}
	for name, mode := range map[string]os.FileMode{"shut": 0o700, "listed": 0o744, "passed": 0o711} {
		if err := os.Chmod(filepath.Join(dir, name), mode); err != nil {
			t.Fatal(err)
		}
	}
	want := []string{
		"groupshut: unreadable file: permission denied",
		"listed/dir: no status: permission denied",
		"listed/file: no status: permission denied",
		"mineshut: unreadable file: permission denied",
		"passed: unreadable directory: permission denied",
		"root: unreadable file: permission denied",
		"shut: unreadable directory: permission denied",
		"writeonly: unreadable file: permission denied",
		". drwxr-xr-x 0",
		"all -rw-r--r-- 1",
		"group -rw-r----- 1",
		"groupshut -rw----r-- 1",
		"listed drwxr--r-- 0",
		"listed/dir d--------- 0",
		"listed/file ---------- 0",
		"mine -r-------- 1",
		"mineshut ----r--r-- 1",
		"othergroup -rw-r----- 1",
		"passed drwx--x--x 0",
		"root -rw------- 1",
		"shut drwx------ 0",
		"writeonly -rw--w--w- 1",
	}
	if diff := cmp.Diff(want, lines(child(t, "describe", dir, nobody()))); diff != "" {
		t.Error(diff)
	}
	if l := agree(t, dir, nil); len(l.Problems) > 0 && rootReadsAll() {
		t.Errorf("root has problems: %v", l.Problems)
	}
}

// childForbiddenRoot prints what is said of a root that may not be read.
func childForbiddenRoot(dir string) {
	for _, r := range readers {
		_, err := Read(context.Background(), dir, r.Options)
		fmt.Println(err)
	}
	_, err := Read(context.Background(), filepath.Join(dir, "below"), Options{})
	fmt.Println(err)
}

func TestForbiddenRoot(t *testing.T) {
	needRoot(t)
	dir := openDirFor(t)
	mkdir(t, filepath.Join(dir, "below"))
	if err := os.Chmod(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	var want []string
	for range readers {
		want = append(want, "no permission to read "+dir)
	}
	want = append(want, "no permission to read "+dir+"/below")
	if diff := cmp.Diff(want, lines(child(t, "forbidden", dir, nobody()))); diff != "" {
		t.Error(diff)
	}
}

// childSkipping prints what is left of a tree of which all files are skipped.
func childSkipping(dir string) {
	for _, r := range readers {
		r.Prune = prunerFunc(func(_ string, dir bool) bool { return !dir })
		l, err := Read(context.Background(), dir, r.Options)
		die(err)
		for i := range uint32(l.Len()) {
			fmt.Println(l.Path(i), l.Pruned(i))
		}
		for _, p := range l.Problems {
			fmt.Println(p.Path, p.Kind)
		}
		fmt.Println(len(l.Omitted), "left out")
	}
}

// TestSkippedInBarred holds that a file is not skipped of which nobody could
// learn the status.
func TestSkippedInBarred(t *testing.T) {
	needRoot(t)
	dir := openDirFor(t)
	for name, mode := range map[string]os.FileMode{"barred": 0o744, "free": 0o755} {
		write(t, filepath.Join(dir, name, "file"), "12345")
		if err := os.Chmod(filepath.Join(dir, name), mode); err != nil {
			t.Fatal(err)
		}
	}
	var want []string
	for range readers {
		want = append(want, ". false", "barred false", "barred/file false", "free false", "barred/file no status", "1 left out")
	}
	if diff := cmp.Diff(want, lines(child(t, "skipping", dir, nobody()))); diff != "" {
		t.Error(diff)
	}
}
