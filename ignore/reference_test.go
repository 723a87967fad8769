package ignore_test

import (
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"github.com/moby/patternmatcher"

	"github.com/buildctx/buildctx/ignore"
)

// alphabet is what random patterns and names are made of: one for each corner
// of the pattern language.
type alphabet struct{ patterns, names []string }

func alphabets() []alphabet {
	return []alphabet{
		{ // plain wildcards
			patterns: []string{"a", "b", "a", "b", "c", "*", "*", "?", "**", "**/", "/", "/", "!", "."},
			names:    []string{"a", "b", "c", "a", "b", "."},
		},
		{ // classes and escapes
			patterns: []string{
				"a", "b", "c", "*", "?", "**", "/", "[a]", "[Aa]", "[Bb]", "[a-c]", "[^a]", "[!a]", "[", "]", "-", "^",
				`\`, `\*`, `\a`, `\d`, `\w`, `\.`, `\b`, "!",
			},
			names: []string{"a", "b", "c", "A", "B", "-", "!", "^", "]", "[", "1", `\`, "d", "*"},
		},
		{ // what leaks into the regular expression
			patterns: []string{
				"a", "b", "*", "?", "**", "/", "|", "{2}", "{1,}", "{", "}", "^", "$", "+", "(", ")", ".", ",", "!",
				"[*]", "[?]", "[.]", "[[:alpha:]]", `\Q`, `\E`, `\pL`, `\z`, `\A`, `\n`, "(?i)", "(?s)",
			},
			names: []string{"a", "b", "A", "|", "{", "}", "$", "+", "(", ")", ".", "a", "b", "^", ",", "\n"},
		},
		{ // letters and bytes beyond ASCII
			patterns: []string{
				"a", "é", "日", "\xff", "\xc3", "\xbf", "*", "?", "**", "/", "[é]", "[^é]", "\ufeff", "\ufffd", " ", "\t", "!", "#",
			},
			names: []string{"a", "é", "日", "\xff", "\xc3", "\xbf", "\ufffd", " ", "\ufeff", "\U0001F600"},
		},
		{ // what people write
			patterns: []string{
				"**/", "node_modules", "src", "*", ".js", ".log", "/", "/", "*", "!", "dist", "**", ".env", ".*", "a", "test", "?",
			},
			names: []string{"node_modules", "src", ".js", ".log", "dist", ".env", "a", "test", "b"},
		},
	}
}

func pick(r *rand.Rand, from []string) string { return from[r.IntN(len(from))] }

func (a alphabet) pattern(r *rand.Rand) string {
	var b strings.Builder
	if r.IntN(4) == 0 {
		b.WriteByte('!')
	}
	for range 1 + r.IntN(7) {
		b.WriteString(pick(r, a.patterns))
	}
	return b.String()
}

func (a alphabet) name(r *rand.Rand) string {
	for {
		var b strings.Builder
		for range 1 + r.IntN(4) {
			b.WriteString(pick(r, a.names))
		}
		if s := b.String(); s != "." && s != ".." {
			return s
		}
	}
}

// path makes a path at random, or one that a pattern is likely to match.
func (a alphabet) path(r *rand.Rand, patterns []string) []string {
	var names []string
	if r.IntN(3) == 0 {
		for range 1 + r.IntN(4) {
			names = append(names, a.name(r))
		}
		return names
	}
	var b strings.Builder
	for _, c := range []byte(strings.TrimPrefix(pick(r, patterns), "!")) {
		switch c {
		case '*':
			b.WriteString([]string{"", pick(r, a.names), a.name(r), a.name(r) + "/"}[r.IntN(4)])
		case '?':
			b.WriteString(pick(r, a.names))
		case '[', ']', '\\':
			if r.IntN(3) == 0 {
				b.WriteByte(c)
			}
		default:
			if r.IntN(12) != 0 {
				b.WriteByte(c)
			}
		}
	}
	for name := range strings.SplitSeq(b.String(), "/") {
		if name != "" && name != "." && name != ".." {
			names = append(names, name)
		}
	}
	for len(names) == 0 || r.IntN(3) == 0 {
		names = append(names, a.name(r))
	}
	return names[:min(len(names), 6)]
}

// walk enters the path one component at a time, in our matcher and in Docker's,
// and returns the first disagreement.
type walk struct {
	ours      *ignore.Matcher
	builder   ignore.Builder
	reference *patternmatcher.PatternMatcher
	lenient   *patternmatcher.PatternMatcher // without the rules that fail late
	prunes    int
	paths     int
}

func newWalk(b ignore.Builder, patterns []string) (*walk, error) {
	reference, wantErr := patternmatcher.New(patterns)
	ours, err := ignore.Compile(b, patterns)
	if fmt.Sprint(err) != fmt.Sprint(wantErr) {
		return nil, fmt.Errorf("Compile(%q) = %v, want %v", patterns, err, wantErr)
	}
	if err != nil {
		return nil, nil
	}
	w := &walk{ours: ours, builder: b, reference: reference}
	var good []string
	for _, r := range ours.Rules() {
		if !r.Late {
			good = append(good, r.Text)
		}
	}
	w.lenient, err = patternmatcher.New(good)
	return w, err
}

func (w *walk) check(names []string) error {
	s := w.ours.Root()
	var info, lenient patternmatcher.MatchInfo
	failed := false
	var pruned *bool
	var last ignore.Verdict
	path := ""
	for _, name := range names {
		path = strings.TrimPrefix(path+"/"+name, "/")
		w.paths++
		var v ignore.Verdict
		inside := w.ours.Inside(s)
		s, v = w.ours.Enter(s, name)
		if leaf, opens := inside.Verdict(name); *leaf != v || opens != w.ours.SendsContentAt(s) {
			return fmt.Errorf("%q: %+v and %t as a file, %+v and %t as a directory", path, *leaf, opens, v, w.ours.SendsContentAt(s))
		}
		if !failed {
			var want bool
			var err error
			want, info, err = w.reference.MatchesUsingParentResults(path, info)
			if failed = err != nil; failed != (v.Bad != nil) || !failed && want != v.Matched {
				return fmt.Errorf("%q: matched %v, Bad = %v, want %v, %v", path, v.Matched, v.Bad, want, err)
			}
		}
		var want bool
		var err error
		if want, lenient, err = w.lenient.MatchesUsingParentResults(path, lenient); err != nil {
			return err
		}
		if v.Matched != want {
			return fmt.Errorf("%q: matched %v, want %v", path, v.Matched, want)
		}
		if by := v.By; v.Matched && (by == nil || by.Negated) || !v.Matched && by != nil && !by.Negated {
			return fmt.Errorf("%q: matched %v by %+v", path, v.Matched, by)
		}
		if pruned != nil && v.Matched != *pruned {
			return fmt.Errorf("%q: matched %v below a pruned directory", path, v.Matched)
		}
		if pruned == nil && w.ours.Prunes(s) {
			w.prunes++
			pruned = &v.Matched
		}
		last = v
	}
	if steps := w.ours.Explain(path); last.By != nil && !spoke(steps, last.By) {
		return fmt.Errorf("%q: decided by %+v, which Explain leaves out", path, last.By)
	}
	if w.builder == ignore.BuildKit {
		kept, err := w.lenient.MatchesOrParentMatches(path)
		if err != nil {
			return err
		}
		if opens := w.ours.SendsContentAt(s); opens == kept || opens != w.ours.SendsContent(path) {
			return fmt.Errorf("%q: opens %v, matched or parent matched %v", path, opens, kept)
		}
	}
	return nil
}

func spoke(steps []ignore.Step, rule *ignore.Rule) bool {
	for _, s := range steps {
		if s.Rule == rule && s.Effect != ignore.None {
			return true
		}
	}
	return false
}

// checkRandomList compares one random list with Docker's matcher, over a few
// paths; it returns nil for a refused list.
func checkRandomList(seed uint64) (*walk, error) {
	r := rand.New(rand.NewPCG(seed, 0))
	all := alphabets()
	a := all[r.IntN(len(all))]
	count := 1 + r.IntN(6)
	if r.IntN(300) == 0 {
		count = 70 + r.IntN(80)
	}
	patterns := make([]string, count)
	for i := range patterns {
		patterns[i] = a.pattern(r)
	}
	w, err := newWalk(ignore.Builder(r.IntN(2)), patterns)
	if w == nil || err != nil {
		return nil, err
	}
	if seed%16 == 0 {
		w.ours.Starve()
	}
	for range 2 {
		if err := w.check(a.path(r, patterns)); err != nil {
			return nil, fmt.Errorf("%q: %w", patterns, err)
		}
	}
	return w, nil
}

// TestWalkAgreesWithDocker compares a great many random lists and paths with
// github.com/moby/patternmatcher.
func TestWalkAgreesWithDocker(t *testing.T) {
	silence(t)
	lists := 100_000
	if testing.Short() {
		lists = 5_000
	}
	const parts = 4
	for part := range parts {
		t.Run(fmt.Sprintf("part %d of %d", part+1, parts), func(t *testing.T) {
			t.Parallel()
			var refused, paths, prunes int
			for seed := part; seed < lists; seed += parts {
				w, err := checkRandomList(uint64(seed))
				switch {
				case err != nil:
					t.Fatal(err)
				case w == nil:
					refused++
				default:
					paths, prunes = paths+w.paths, prunes+w.prunes
				}
			}
			t.Logf("%d lists, %d refused, %d paths, %d prunes", lists/parts, refused, paths, prunes)
			if prunes == 0 || refused == 0 {
				t.Error("the random lists do not reach what they are meant to reach")
			}
		})
	}
}

// silence keeps what text/scanner prints inside patternmatcher out of the
// test's output.
func silence(t testing.TB) {
	t.Helper()
	old := os.Stderr
	null, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	os.Stderr = null
	t.Cleanup(func() {
		os.Stderr = old
		if err := null.Close(); err != nil && err != io.EOF {
			t.Error(err)
		}
	})
}
