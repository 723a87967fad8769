//go:build linux

package oracle

import (
	"io/fs"
	"os"
	"strings"
	"testing"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/ignore"
)

// TestLongPath makes paths that the system does not take as a whole, which fsutil asks for, excluded or not, and the
// program reads piece by piece.
func TestLongPath(t *testing.T) {
	root, err := os.MkdirTemp(memory(), "oracle-long")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(root)
	const most = 4095
	t.Chdir(root)
	length := len(root)
	for length+251 <= most {
		name := strings.Repeat("d", 250)
		if err := os.Mkdir(name, 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.Chdir(name); err != nil {
			t.Fatal(err)
		}
		length += 251
	}
	fits := strings.Repeat("f", most-length-1)
	if err := os.WriteFile(fits, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name     string
		patterns []string
	}{{"sent", nil}, {"excluded", []string{"**/f*", "!d"}}, {"pruned", []string{"d*"}}} {
		for _, more := range []bool{false, true} {
			if more {
				if err := os.WriteFile(fits+"f", nil, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			theirs, _, err := client(t, root, test.patterns, nil)
			if err != nil {
				t.Fatal(err)
			}
			theirErr := theirs.Walk(t.Context(), "", func(_ string, _ fs.DirEntry, err error) error { return err })
			matcher, err := ignore.Compile(ignore.BuildKit, test.patterns)
			if err != nil {
				t.Fatal(err)
			}
			failures := read(t, root).Replay(buildcontext.Rules{Ignore: matcher}).Failures
			if want := more && test.name != "pruned"; want != (theirErr != nil) {
				t.Errorf("%s, longer %v: the builder says %v", test.name, more, theirErr)
			}
			switch {
			case theirErr == nil && len(failures) > 0:
				t.Errorf("%s, longer %v: the program says %s, the builder nothing", test.name, more, failures[0].Message)
			case theirErr != nil && (len(failures) != 1 || failures[0].Message != "error from sender: "+theirErr.Error()):
				t.Errorf("%s, longer %v: the builder says %v, the program %v", test.name, more, theirErr, failures)
			}
			if err := os.Remove(fits + "f"); more && err != nil {
				t.Fatal(err)
			}
		}
	}
}
