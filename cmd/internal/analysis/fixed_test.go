package analysis

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/diag"
)

// numbered is a text with a line for each number, which stands for "%".
func numbered(line string, n int) string {
	var out strings.Builder
	for k := range n {
		out.WriteString(strings.ReplaceAll(line, "%", fmt.Sprint(k)))
	}
	return out.String()
}

// Many fixes are made at once, and with few replays: four times as many take little more
// than four times the allocations.
func TestFixedAtOnce(t *testing.T) {
	const few, times = 60, 4
	for _, test := range []struct {
		name, line, last, want string
		paths                  []string
		level                  diag.Safety
	}{
		{name: "equal lines", line: "a\n", want: "a\n", paths: []string{"a/x"}, level: diag.Safe},
		{name: "comments behind patterns", line: "d%/*.x # c\n", want: "# c\nd%/*.x\n", level: diag.Safe},
		{name: "indented comments", line: " # %\n", want: "# %\n", level: diag.Safe},
		{name: "shadowed", line: "d/f%\n", last: "d\n", want: "", paths: []string{"d/f%"}, level: diag.Safe},
		{name: "names at the root", line: "x%.log\n", want: "**/x%.log\n", paths: []string{"d/x%.log"}, level: diag.Review},
		{name: "exceptions first", line: "!docs/k%\n", last: "docs\n", want: "!docs/k%\n", paths: []string{"docs/k%"}, level: diag.Review},
		{name: "undone", line: "src/k%\n", last: "*\n!src\n", want: "src/k%\n", paths: []string{"src/k%", "src/a"}, level: diag.Review},
	} {
		for _, others := range [][]ignore.Builder{nil, {ignore.Classic, ignore.Buildah}} {
			fix := func(n int) uint64 {
				files := map[string]any{"Dockerfile": "FROM scratch\nCOPY . /\n", ".dockerignore": numbered(test.line, n) + test.last}
				for _, path := range test.paths {
					for name := range strings.FieldsSeq(numbered(path+" ", n)) {
						files[name] = 1
					}
				}
				r := run(t, Request{Dir: newProject(t, files), Depth: Searched, Others: others})
				var before, after runtime.MemStats
				runtime.ReadMemStats(&before)
				fixes, err := Fix(t.Context(), r, test.level)
				runtime.ReadMemStats(&after)
				want := test.last + numbered(test.want, n)
				if test.want == "a\n" {
					want = test.want
				}
				if err != nil || fixes.Stopped > 0 || string(fixes.After) != want {
					t.Errorf("%s: %v, stopped after %d rounds, with %q, want %q", test.name, err, fixes.Stopped, fixes.After, want)
				}
				return after.TotalAlloc - before.TotalAlloc
			}
			one, more := fix(few), fix(few*times)
			if grown := float64(more) / float64(one); grown > 1.6*times {
				t.Errorf("%s: %d bytes allocated, %d with %d times the lines: %.1f times as many", test.name, one, more, times, grown)
			}
		}
	}
}

// Fixes of which each is right and all together are not are made as far as that goes.
func TestFixedBisects(t *testing.T) {
	dir := newProject(t, map[string]any{
		"Dockerfile": "FROM scratch\nCOPY logs /\nCOPY other /\n", ".dockerignore": "a.log\nb.log\nc.log\nx.log\n",
		"logs/a.log": 1, "logs/b.log": 1, "logs/c.log": 1, "other/x.log": 1, "other/y": 1,
	})
	r := run(t, Request{Dir: dir, Depth: Searched})
	fixes, err := Fix(t.Context(), r, diag.Review)
	if err != nil {
		t.Fatal(err)
	}
	refused := r.Under(ignore.Parse(".dockerignore", fixes.After)).Refusals()
	if len(refused) > 0 || len(fixes.Cured) != 3 || fixes.Stopped > 0 {
		t.Errorf("%q, with %d fixes: %v", fixes.After, len(fixes.Cured), refused)
	}
}

// Where fixes lead to further fixes, round by round, the end is said.
func TestFixedStops(t *testing.T) {
	dir := newProject(t, map[string]any{"Dockerfile": "FROM scratch\nCOPY . /\n", ".dockerignore": "a\n" + strings.Repeat("\ufeff", 9) + "b\n", "a": 1})
	r := run(t, Request{Dir: dir, Depth: Searched})
	all, err := Fix(t.Context(), r, diag.Safe)
	if err != nil || all.Stopped > 0 {
		t.Fatalf("%v, stopped after %d rounds", err, all.Stopped)
	}
	const rounds = 3
	some, err := newLinter(r).fix(t.Context(), diag.Safe, rounds)
	if err != nil || some.Stopped != rounds || len(some.Cured) == 0 || len(some.Cured) >= len(all.Cured) {
		t.Errorf("%v, stopped after %d rounds with %d of %d fixes", err, some.Stopped, len(some.Cured), len(all.Cured))
	}
	if bytes.Equal(some.After, r.Ignore.Bytes()) || bytes.Equal(some.After, all.After) {
		t.Errorf("after %d rounds it is %q, in the end %q", rounds, some.After, all.After)
	}
}

// An interruption is no result.
func TestFixedInterrupted(t *testing.T) {
	dir := newProject(t, map[string]any{"Dockerfile": "FROM scratch\nCOPY . /\n", ".dockerignore": "a\na\n", "a": 1})
	r := run(t, Request{Dir: dir, Depth: Searched})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if fixes, err := Fix(ctx, r, diag.Safe); !errors.Is(err, context.Canceled) || fixes != nil {
		t.Errorf("%+v, %v", fixes, err)
	}
}
