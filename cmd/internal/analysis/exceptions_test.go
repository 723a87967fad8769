package analysis

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/buildctx/buildctx/ignore"
)

func TestShadowedBy(t *testing.T) {
	r := run(t, Request{Depth: Measured, Builder: ignore.Classic, Dir: newProject(t, map[string]any{
		".dockerignore": "**/*.log\nlib\nlib/*\n!lib/keep\n**/*.log\n!src\n*\n",
		"Dockerfile":    "FROM scratch\n", "a.log": 10, "lib/b.log": 20, "lib/c": 40, "lib/keep": 80, "src/d": 160, "src/e.log": 320,
	})})
	var got []string
	for _, c := range r.Ledger.Rows() {
		text := fmt.Sprintf("%d %s %s:", c.Rule.Line, c.Rule.Text, r.Ledger.State(c))
		for _, s := range r.Ledger.ShadowedBy(c.Rule) {
			text += fmt.Sprintf(" %d %s %d/%d/%d", s.Rule.Line, s.Rule.Text, s.Totals.Files, s.Totals.Dirs, s.Totals.Bytes)
			if s.Same {
				text += " the same"
			}
		}
		none := r.Ledger.Undecided(c.Rule)
		got = append(got, text+fmt.Sprintf(" none %d/%d", none.Files, none.Dirs))
	}
	want := []string{
		"1 **/*.log active: none 0/0",
		"2 lib active: 4 !lib/keep 1/0/80 1 **/*.log 1/0/20 none 0/0",
		"3 lib/* shadowed: 4 !lib/keep 1/0/80 2 lib 1/0/40 1 **/*.log 1/0/20 none 0/0",
		"4 !lib/keep active: none 0/0",
		"5 **/*.log shadowed: 1 **/*.log 3/0/350 the same none 0/0",
		"6 !src shadowed: 1 **/*.log 1/0/320 7 * 1/1/160 none 0/0",
		// The client brings back what the daemon needs.
		"7 * active: 1 **/*.log 3/0/350 4 !lib/keep 1/0/80 0 !.dockerignore 1/0/45 2 lib 1/1/40 0 !Dockerfile 1/0/13 none 0/0",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("who decides (-want +got):\n%s", diff)
	}
}

func TestExceptions(t *testing.T) {
	files := map[string]any{"Dockerfile": "", "src/a": 1, "deps/a/keep": 1, "deps/b/keep": 1, "deps/b/keep me": 1, "deps/c/x[1]": 1, "other/keep": 1}
	for i := range 1000 {
		files[fmt.Sprintf("deps/d/%d.js", i)] = 1
	}
	for i := range 6 {
		files[fmt.Sprintf("deps/many/%d.md", i)] = 1
	}
	dir := newProject(t, files)
	const all = 1000 + 6 + 4 + 5 // what is in deps
	tests := []struct {
		name       string
		rules      string
		dockerfile string
		each       []int // of the exceptions
		together   int
		everywhere int
		literal    []string
	}{
		{"one", "deps\n!**/keep\n", "", []int{all}, all, all, []string{"!deps/a/keep", "!deps/b/keep"}},
		{"a name with a space", "deps\n!**/keep?me\n", "", []int{all}, all, all, []string{"!deps/b/keep me"}},
		{"a name that only a wildcard matches", "deps\n!**/x*\n", "", []int{all}, all, all, nil},
		{"too many", "deps\n!**/*.md\n", "", []int{all}, all, all, nil},
		{"a directory", "deps\n!**/many\n", "", []int{all}, all, all, []string{"!deps/many"}},
		{"what is wanted", "deps\n!**/d\n", "", []int{all}, all, all, nil},
		{"none", "deps\n!**/nothing\n", "", []int{all}, all, all, []string{}},
		{"two", "deps\n!**/keep\n!*/a/none\n!deps/many/1.md\n", "", []int{0, 0, 0}, all, all - 5 - 6, []string{"!deps/a/keep", "!deps/b/keep"}},
		// The builder does not ask the line at the end, which changes nothing.
		{"excluded again", "deps\n!**/keep\ndeps/b\n", "", []int{all}, all, all, []string{"!deps/a/keep", "!deps/b/keep"}},
		{"literal", "deps\n!deps/a/keep\n", "", []int{6}, 6, 0, nil},
		{"nothing else is asked for", "deps\n!**/keep\n", "FROM scratch\nCOPY src /\n", []int{0}, 0, 0, nil},
		{"nothing at all is asked for", "deps\n!**/keep\n", "FROM scratch\n", []int{0}, 0, 0, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			dockerfile := test.dockerfile
			if dockerfile == "" {
				dockerfile = "FROM scratch\nCOPY . /\n"
			}
			for name, text := range map[string]string{".dockerignore": test.rules, "Dockerfile": dockerfile} {
				if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			r := run(t, Request{Depth: Measured, Dir: dir})
			e := r.Ledger.Exceptions()
			var each []int
			for _, rule := range e.All.Rules {
				each = append(each, e.Of(rule).Visited)
			}
			if diff := cmp.Diff(test.each, each); diff != "" {
				t.Errorf("each (-want +got):\n%s", diff)
			}
			if e.All.Visited != test.together || e.Everywhere.Visited != test.everywhere {
				t.Errorf("all cost %d, those with wildcards %d; want %d and %d", e.All.Visited, e.Everywhere.Visited, test.together, test.everywhere)
			}
			if diff := cmp.Diff(test.literal, e.Literal); diff != "" {
				t.Errorf("literal lines (-want +got):\n%s", diff)
			}
		})
	}
}

// TestNoPrice holds that there is none where it is not known what is asked for.
func TestNoPrice(t *testing.T) {
	files := map[string]any{".dockerignore": "a\n!**/b\n", "a/b": 1, "Dockerfile": "FROM base\nCOPY $X /\n"}
	if e := run(t, Request{Depth: Measured, Dir: newProject(t, files)}).Ledger.Exceptions(); e != nil {
		t.Errorf("%+v", e)
	}
	files[".dockerignore"] = "a\n"
	files["Dockerfile"] = "FROM scratch\nCOPY . /\n"
	if e := run(t, Request{Depth: Measured, Dir: newProject(t, files)}).Ledger.Exceptions(); e != nil {
		t.Errorf("%+v without an exception", e)
	}
}
