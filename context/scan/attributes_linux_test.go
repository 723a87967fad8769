package scan

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/sys/unix"
)

func TestReadAttributes(t *testing.T) {
	dir := t.TempDir()
	write := func(name string, attributes ...string) {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, nil, 0o644); err != nil {
			t.Fatal(err)
		}
		for key, value := range slices.All(attributes) {
			err := unix.Lsetxattr(path, "user."+string(rune('a'+key)), []byte(value), 0)
			if errors.Is(err, unix.ENOTSUP) {
				t.Skip("no extended attributes on this file system")
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	long := strings.Repeat("v", 2000)
	write("many", slices.Repeat([]string{"x"}, 26)...)
	write("sub/long", long, "")
	write("sub/none")
	write("sub/unwanted", "x")
	deep, deepWant := "deep", map[string]map[string]string{}
	for level := range 100 {
		deep += "/m" // between what comes before and what comes after
		write(deep + "/a")
		write(deep + "/z")
		if level%7 == 0 {
			write(deep+"/marked", "x")
			deepWant[deep+"/marked"] = map[string]string{"user.a": "x"}
		}
	}
	list, err := Read(t.Context(), dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	unwanted := func(i uint32) bool { return list.Name(i) != "unwanted" }
	found, err := ReadAttributes(t.Context(), list, unwanted)
	if err != nil || len(found.Problems) > 0 {
		t.Fatal(err, found.Problems)
	}
	got := map[string]map[string]string{}
	for i, attributes := range found.ByEntry {
		values := map[string]string{}
		for _, a := range attributes {
			// the system may have its own
			if strings.HasPrefix(a.Name, "user.") {
				values[a.Name] = string(a.Value)
			}
		}
		if len(values) > 0 {
			got[list.Path(i)] = values
		}
	}
	many := map[string]string{}
	for c := 'a'; c <= 'z'; c++ {
		many["user."+string(c)] = "x"
	}
	want := map[string]map[string]string{"many": many, "sub/long": {"user.a": long, "user.b": ""}}
	maps.Copy(want, deepWant)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestReadAttributesOfWhatIsGone(t *testing.T) {
	dir := t.TempDir()
	list, err := FromEntries(dir, []Entry{{Path: "gone"}, {Path: strings.Repeat("x", 5000)}})
	if err != nil {
		t.Fatal(err)
	}
	found, err := ReadAttributes(t.Context(), list, func(uint32) bool { return true })
	if err != nil || len(found.ByEntry) > 0 || len(found.Problems) > 0 {
		t.Fatal(err, found.ByEntry, found.Problems)
	}
}

// childAttributes prints what happens when attributes are asked for that may
// not be seen.
func childAttributes(dir string) {
	list, err := FromEntries(dir, []Entry{{Path: "shut/file"}})
	die(err)
	found, err := ReadAttributes(context.Background(), list, func(i uint32) bool { return list.Name(i) == "file" })
	die(err)
	for _, p := range found.Problems {
		fmt.Println(p.Path, p.Kind, p.Err)
	}
}

func TestReadAttributesForbidden(t *testing.T) {
	needRoot(t)
	dir := openDirFor(t)
	write(t, filepath.Join(dir, "shut", "file"), "")
	if err := os.Chmod(filepath.Join(dir, "shut"), 0o700); err != nil {
		t.Fatal(err)
	}
	want := []string{"shut/file " + NoAttributes.String() + " permission denied"}
	if diff := cmp.Diff(want, lines(child(t, "attributes", dir, nobody()))); diff != "" {
		t.Error(diff)
	}
}

func TestReadAttributesEndsEarly(t *testing.T) {
	ctx, cancel := context.WithCancelCause(t.Context())
	why := errors.New("enough")
	cancel(why)
	list, err := FromEntries(t.TempDir(), []Entry{{Path: "a"}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := ReadAttributes(ctx, list, func(uint32) bool { return true }); !errors.Is(err, why) {
		t.Error(err)
	}
}
