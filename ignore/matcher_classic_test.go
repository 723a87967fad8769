package ignore_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/moby/patternmatcher"

	"github.com/buildctx/buildctx/ignore"
)

// TestClassicMatcher compares with what the classic client does: it asks the
// deprecated Matches of patternmatcher.
func TestClassicMatcher(t *testing.T) {
	silence(t)
	r := rand.New(rand.NewPCG(7, 7))
	all := alphabets()
	added := 0
	for range 5000 {
		a := all[r.IntN(len(all))]
		var lines []string
		for range 1 + r.IntN(4) {
			lines = append(lines, a.pattern(r))
		}
		dockerfile := strings.Join(a.path(r, lines), "/")
		added += checkClassic(t, strings.Join(lines, "\n"), dockerfile)
	}
	if added == 0 {
		t.Error("no rule was ever added")
	}
}

// checkClassic compares the rules for a Dockerfile with what the client makes
// of them, and returns how many it adds.
func checkClassic(t *testing.T, rules, dockerfile string) (added int) {
	t.Helper()
	f := ignore.Parse(".dockerignore", []byte(rules))
	list := f.Patterns(ignore.Classic)
	want := len(f.Matcher(ignore.Classic).Rules())
	failed := false
	for _, name := range []string{".dockerignore", dockerfile} {
		matched, err := patternmatcher.Matches(name, list)
		if failed = failed || err != nil; failed || !matched {
			continue
		}
		list = append(list, "!"+name)
		_, err = patternmatcher.New(list)
		failed = err != nil // the client would fail next
		added++
	}
	if got := f.ClassicMatcher(dockerfile).Rules(); !failed && len(got) != want+added {
		t.Fatalf("%q with Dockerfile %q: %d rules, want %d", rules, dockerfile, len(got), want+added)
	}
	return added
}
