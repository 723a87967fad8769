package ignore_test

import (
	"strings"
	"testing"

	"github.com/buildctx/buildctx/ignore"
)

// excluded walks down to a path as the builder would, and tells "in", "out", or
// "unseen" for a path that it never comes to because it does not enter a
// directory above.
func excluded(m *ignore.Matcher, path string) string {
	s := m.Root()
	var v ignore.Verdict
	for i, name := range strings.Split(path, "/") {
		if i > 0 && v.Matched && !m.Descends(s) {
			return "unseen"
		}
		s, v = m.Enter(s, name)
	}
	if v.Matched {
		return "out"
	}
	return "in"
}

// TestBuilders has what the builders are known to disagree on, recorded from
// the real ones.
func TestBuilders(t *testing.T) {
	tests := []struct {
		file, path                 string
		buildKit, classic, buildah string
	}{
		// Memory of what matched above.
		{"a/sub\n!a", "a/sub/f", "unseen", "unseen", "in"},
		{"*\n!d/f\nd", "d/f", "in", "in", "out"},
		{"*/*\n!*", "a/b", "out", "out", "in"},
		{"**/*.log\n!logs", "logs/a.log", "out", "out", "in"},
		// Which characters mean something.
		{"a+b", "a+b", "out", "out", "in"},
		{"a+b", "aab", "in", "in", "out"},
		{"(x)", "(x)", "out", "out", "in"},
		{"(x)", "x", "in", "in", "out"},
		{"^a", "a", "in", "in", "out"},
		{"**.log", "d/b.log", "out", "out", "in"},
		{"*.a{2}", "x.aa", "out", "out", "out"},
		{"*.js|log", "b/x.log", "out", "out", "out"},
		// White space, slashes, marks.
		{" /foo", "foo", "out", "out", "in"},
		{"*\n! foo", "foo", "in", "in", "out"},
		{"\xef\xbb\xbf!x\nx", "x", "out", "out", "out"},
		{"x\n\xef\xbb\xbf!x", "x", "out", "out", "out"},
		{"foo/", "foo/x", "unseen", "unseen", "unseen"},
		{"foo \r\n", "foo", "out", "out", "out"},
		// What lies below, and which directories are entered.
		{"a", "a/b", "unseen", "unseen", "unseen"},
		{"*\n!**/keep", "foo/keep", "in", "unseen", "unseen"},
		{"*\n!foo/*/keep", "foo/bar/keep", "in", "unseen", "unseen"},
		{"*\n!foo/bar", "foo/bar", "in", "in", "in"},
		{"*\n!f*/x", "f/x", "in", "unseen", "in"},
		{"*\n!foo/*", "foo/x", "in", "in", "in"},
		{"a/**", "a", "in", "in", "in"},
		{"a/**", "a/b", "out", "out", "out"},
		{"dir\n!dir/a.txt\ndir", "dir/a.txt", "in", "in", "out"},
	}
	for _, test := range tests {
		f := ignore.Parse(".dockerignore", []byte(test.file))
		want := map[ignore.Builder]string{
			ignore.BuildKit: test.buildKit, ignore.Classic: test.classic, ignore.Buildah: test.buildah,
		}
		for _, b := range ignore.Builders() {
			if got := excluded(f.Matcher(b), test.path); got != want[b] {
				t.Errorf("%q, %s: %v has it %s, want %s", test.file, test.path, b, got, want[b])
			}
		}
	}
}
