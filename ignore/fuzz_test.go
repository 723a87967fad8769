package ignore_test

import (
	"strings"
	"testing"

	"github.com/buildctx/buildctx/ignore"
)

// components cuts a path into names as a directory could hold them.
func components(path string) []string {
	var names []string
	for name := range strings.SplitSeq(path, "/") {
		if name != "" && name != "." && name != ".." && !strings.Contains(name, "\x00") {
			names = append(names, name)
		}
	}
	return names
}

// FuzzMatch compares verdicts, failures, prunes and second opinions with
// github.com/moby/patternmatcher.
func FuzzMatch(f *testing.F) {
	for _, seed := range []struct{ rules, path string }{
		{"*\n!src/f\nsrc", "src/f"},
		{"**/*.log\n!logs", "logs/a.log"},
		{"a\n!a/b\na", "a/b"},
		{"*.js|log", "x/a.log"},
		{"*.a{2}", "x.aa"},
		{"[!a]\n[^b]\n[*]a", "a/b"},
		{"v\\d\n\\y\n!\\b*", "v1/x"},
		{"^*x\na^b*", "x/a^b"},
		{"a**b\n**foo\n**foo*\na**\n**/a/**", "a/x/b/xfoo1"},
		{"**\n!\xff?\n\ufeff*", "\xfe/\n/x"},
		{"?\n!b/?\n**/**/b", "b/a"},
		{"a/sub\n!a", "a/sub/f"},
		{"*/*\n!*", "a/b"},
		{"\\Qa*\\E\n\\pL*\n[[:alpha:]]?", "a/b/c"},
	} {
		f.Add(seed.rules, seed.path)
	}
	f.Fuzz(func(t *testing.T, rules, path string) {
		if len(rules) > 2000 || len(path) > 500 {
			return // patternmatcher is slow
		}
		silence(t)
		names := components(path)
		for _, b := range []ignore.Builder{ignore.BuildKit, ignore.Classic} {
			w, err := newWalk(b, strings.Split(rules, "\n"))
			if err != nil {
				t.Fatal(err)
			}
			if w == nil || len(names) == 0 {
				return
			}
			if err := w.check(names); err != nil {
				t.Fatal(err)
			}
		}
	})
}

// FuzzList compares lists made of the pieces of the pattern language, which
// plain mutation rarely hits on. The seed of the lists is all that is mutated.
func FuzzList(f *testing.F) {
	f.Add(uint64(1))
	f.Fuzz(func(t *testing.T, seed uint64) {
		silence(t)
		if _, err := checkRandomList(seed); err != nil {
			t.Fatal(err)
		}
	})
}

// FuzzClassicMatcher compares the rules that the classic client adds for its
// own files.
func FuzzClassicMatcher(f *testing.F) {
	f.Add("*\n!src\n", "Dockerfile")
	f.Add("**\n", "docker/x.Dockerfile")
	f.Add(".dockerignore\n!docker\ndocker/*\n", "docker/a")
	f.Add("[a-\n*file\n", "./Dockerfile")
	f.Fuzz(func(t *testing.T, rules, dockerfile string) {
		if len(rules) > 2000 || len(dockerfile) > 500 {
			return // patternmatcher is slow
		}
		silence(t)
		names := components(dockerfile)
		if len(names) == 0 {
			return
		}
		checkClassic(t, rules, strings.Join(names, "/"))
	})
}
