package ignore

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// Another version of a builder is its table with a field changed. These are
// two fields of Docker 20.10 (pkg/fileutils/fileutils.go) and one of Buildah
// 1.28; nothing in the program offers them.

// regexpOfAll is Docker 20.10 as to how a pattern is compared: it makes a
// regular expression of each, and escapes fewer characters.
func regexpOfAll() *model {
	old := classic
	old.dialect = dialect{always: true, escaped: ".$", leaking: `[]\{|}^+()`}
	return &old
}

// lastOfAll is Docker 20.10 as to which rule decides: Matches asks each rule
// for the whole path and for one directory above it, and the last rule that
// matches wins. That is one directory with as many components as the rule has,
// which is the same as any where the rule has no "**".
func lastOfAll() *model {
	old := classic
	old.evaluate = func(m *Matcher, parent *outcome, own []uint32) *outcome {
		o := m.lastMatch(parent, union(parent.ever, own))
		o.ever = union(parent.ever, own)
		return o
	}
	return &old
}

// TestDocker20 has the trees of which Docker 20.10.24 is known to send
// something else than what is recorded of Docker 29. What it sends is what its
// own code says.
func TestDocker20(t *testing.T) {
	tests := []struct {
		tree, file string
		old        *model
		more, less string // than Docker 29 sends
	}{
		{"p065-doublestar-noslash-ext", "**.log\n", regexpOfAll(), "b.log dir/b.log dir/sub/d.log foo/bar/baz/r.log", ""},
		{"p074-regex-meta", `a+b(1).txt\na.b|c$\n{a,b}.txt\n^x\n`, regexpOfAll(), "^x a+b(1).txt", "aXb|c$"},
		{"p162-duplicate-parent-empty", "dir\n!dir/a.txt\ndir\n", lastOfAll(), "", "dir/a.txt"},
		{"p164-node-modules-twice-empty", "node_modules\n!node_modules/x/index.js\nnode_modules\n", lastOfAll(), "", "node_modules/x/index.js"},
		{"p165-doublestar-neg-then-parent-empty", "**\n!src/**\nsrc\n", lastOfAll(), "", "src/main.go src/node_modules/ src/node_modules/y/ src/node_modules/y/index.js"},
		{"p170-reexcluded-parent", "*\n!foo/bar/keep.txt\nfoo\n", lastOfAll(), "", "foo/bar/keep.txt"},
		{"p172-reexcluded-by-wild", "dir\n!dir/sub\n*/\n", lastOfAll(), "", "dir/sub/ dir/sub/c.txt dir/sub/d.log"},
		{"p173-reexcluded-hardlink", `d\n!d/a\nd`, lastOfAll(), "", "d/a"},
	}
	for _, test := range tests {
		if !strings.Contains(read(t, test.tree, "recipe.sh"), test.file) {
			t.Errorf("%s has another ignore file", test.tree)
		}
		f := Parse(".dockerignore", []byte(strings.ReplaceAll(test.file, `\n`, "\n")))
		now, old := f.Matcher(Classic), newMatcher(test.old, f.compileLines(test.old), false, blocks)
		more, less, recorded := strings.Fields(test.more), strings.Fields(test.less), listed(t, test.tree, "classic29.txt")
		for _, path := range slices.Concat(recorded, more) {
			if path == ".dockerignore" || path == "Dockerfile" {
				continue // sent whatever the rules say
			}
			name := strings.TrimSuffix(path, "/")
			if got, want := !now.Decide(name).Matched, !slices.Contains(more, path); got != want {
				t.Errorf("%s: Docker 29 sends %s: %v, want %v", test.tree, path, got, want)
			}
			if got, want := !old.Decide(name).Matched, !slices.Contains(less, path); got != want {
				t.Errorf("%s: Docker 20.10 sends %s: %v, want %v", test.tree, path, got, want)
			}
		}
		for _, path := range less {
			if !slices.Contains(recorded, path) {
				t.Errorf("%s: %s is not recorded of Docker 29", test.tree, path)
			}
		}
	}
}

// TestBuildah128 has a .dockerignore that is a link out of the build context:
// Buildah 1.44 does not follow it, Buildah 1.28 does, as Docker.
func TestBuildah128(t *testing.T) {
	const tree = "p117-escaping-ignore-symlink"
	old := buildah
	old.root.try = (*search).tryFollowed
	query := Query{ContextDir: "ctx", Read: Reader{
		Inside: func(string, string, int64) ([]byte, error) { return nil, fs.ErrNotExist },
		Follow: func(path string, _ int64) ([]byte, error) {
			if path != filepath.Join("ctx", ".dockerignore") {
				return nil, fs.ErrNotExist
			}
			return []byte("a.txt\n"), nil
		},
		IsFile: func(string) bool { return false },
	}}
	for _, test := range []struct {
		model  *model
		record string
	}{{&buildah, "buildah.txt"}, {&old, "classic29.txt"}} {
		found, err := test.model.locate(query)
		if err != nil {
			t.Fatal(err)
		}
		sent := found.File == nil || !found.File.Matcher(Buildah).Decide("a.txt").Matched
		if want := slices.Contains(listed(t, tree, test.record), "a.txt"); sent != want {
			t.Errorf("as in %s, a.txt is sent: %v, want %v", test.record, sent, want)
		}
	}
}

// listed are the paths of a record.
func listed(t *testing.T, tree, record string) (paths []string) {
	t.Helper()
	for line := range strings.Lines(read(t, tree, record)) {
		if path, _, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t"); !strings.HasPrefix(path, "#") {
			paths = append(paths, path)
		}
	}
	return paths
}

func read(t *testing.T, tree, name string) string {
	t.Helper()
	src, err := os.ReadFile(filepath.Join("../testdata/builder", tree, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(src)
}
