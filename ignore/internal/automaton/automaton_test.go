package automaton

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"regexp"
	"regexp/syntax"
	"strings"
	"sync"
	"testing"
)

// pattern is a random expression and the regular expression that means the
// same.
type pattern struct {
	expr   Expr
	regexp *regexp.Regexp
}

func randomPattern(r *rand.Rand) pattern {
	var p pattern
	source := "^"
	for range r.IntN(6) {
		if r.IntN(3) > 0 {
			c := []rune{'a', 'b', '/', 'é', '\n'}[r.IntN(5)]
			p.expr.Rune(c)
			source += regexp.QuoteMeta(string(c))
			continue
		}
		piece := Piece(r.IntN(int(Below) + 1))
		p.expr.Add(piece)
		source += piece.Regexp()
	}
	p.regexp = regexp.MustCompile(source + "$")
	return p
}

func randomName(r *rand.Rand) string {
	var b strings.Builder
	for range 1 + r.IntN(3) {
		b.WriteString([]string{"a", "b", "c", "é", "日", "\n", "\xff"}[r.IntN(7)])
	}
	return b.String()
}

// build adds the patterns in turns to either group, so that each is a block of
// its own.
func build(patterns []pattern, budget int) *Automaton {
	var b Builder
	for i, p := range patterns {
		b.Add(uint8(i%Groups), p.expr)
	}
	a := b.Build()
	a.budget = budget
	return a
}

func TestAgreesWithRegexp(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for round := range 5000 {
		patterns := make([]pattern, 1+r.IntN(8))
		for i := range patterns {
			patterns[i] = randomPattern(r)
		}
		budget := defaultBudget
		if round%3 == 0 {
			budget = r.IntN(20000) // runs out soon, or at once
		}
		a := build(patterns, budget)
		for range 4 {
			checkPath(t, a, patterns, r)
		}
	}
}

func checkPath(t *testing.T, a *Automaton, patterns []pattern, r *rand.Rand) {
	t.Helper()
	s := a.Root()
	live := a.Below(s)
	path := ""
	for range 1 + r.IntN(4) {
		name := randomName(r)
		path = strings.TrimPrefix(path+"/"+name, "/")
		s = a.Enter(s, name)
		var want []uint32
		for i, p := range patterns {
			if p.regexp.MatchString(path) {
				want = append(want, uint32(i))
				if live[i%Groups] < int32(i) {
					t.Fatalf("%q matches %v, but above only patterns up to %v were said to", path, p.regexp, live)
				}
			}
		}
		if got := s.Accepted().Numbers; fmt.Sprint(got) != fmt.Sprint(want) {
			t.Fatalf("%q: accepted %v, want %v", path, got, want)
		}
		below := a.Below(s)
		for g := range below {
			if below[g] > live[g] {
				t.Fatalf("%q: %v live, but above only %v", path, below, live)
			}
		}
		live = below
	}
}

// TestBlocks proves that of patterns of one group in a row only the first match
// is told.
func TestBlocks(t *testing.T) {
	var b Builder
	text := func(s string) (e Expr) {
		e.Text(s)
		return e
	}
	b.Add(0, text("x"), text("y"))
	b.Add(0, text("y"))
	b.Add(1, text("y"))
	b.Skip()
	b.Add(1, text("y"))
	b.Add(1, text("y"), text("y"))
	b.Add(0, text("z"))
	a := b.Build()
	for name, want := range map[string]string{"x": "[0]", "y": "[0 2 4]", "z": "[6]", "w": "[]", "": "[]"} {
		if got := fmt.Sprint(a.Enter(a.Root(), name).Accepted().Numbers); got != want {
			t.Errorf("%s: accepted %v, want %v", name, got, want)
		}
	}
}

func TestRegexp(t *testing.T) {
	paths := []string{"", "a", "b", "ab", "aab", "aaab", "a/b", "x/a", "x/y/a", "a\nb", "A", "AB", "Ab", "aB", "xA", "K", "\u212a", "1", "a1", "é", "\xff", "a/x\ny", "/"}
	for _, source := range []string{
		"^a$", "^a", "a$", "a", "", "^$", "^[ab]$", "^[^a]$", "^a+b$", "^a*b?$", "^a{2}b$", "^a{1,}b$", "^.$", "^a.b$", "^[^/]*$", "^(.*/)?a$",
		"^a(/.*)?$", "^(a)(b)$", "^a|b$", "^a$|^b$", "(?s)^a.b$", `^\d$`, `^a\d?$`, `^\pL$`, "^é$", "^\ufffd$", "^^a$$", "^(a|b)$", "^(?:a|1)$", "^(ab){2}$",
		"^(?i)a$", "^[Aa]b$", "^[Aa][Bb]$", "^(?i)k$", "^[^/]*[Aa]$",
	} {
		exprs, err := Regexp(source)
		if err != nil {
			t.Errorf("Regexp(%q) = %v", source, err)
			continue
		}
		var b Builder
		b.Add(0, exprs...)
		a := b.Build()
		want := regexp.MustCompile(source)
		for _, path := range paths {
			s := a.Root()
			for i, name := range strings.Split(path, "/") {
				if i == 0 && name == "" && path != "" {
					break // an absolute path is no path of ours
				}
				s = a.Enter(s, name)
			}
			if strings.HasPrefix(path, "/") {
				continue
			}
			if got := len(s.Accepted().Numbers) > 0; got != want.MatchString(path) {
				t.Errorf("%q matches %q: %v, want %v", source, path, got, !got)
			}
		}
	}
	for _, source := range []string{`^a\b`, `^\ba$`, "^a^b$", "^(ab)*$", "^(ab|ba)c$"} {
		if _, err := Regexp(source); !errors.Is(err, ErrUnsupported) {
			t.Errorf("Regexp(%q) = %v, want %v", source, err, ErrUnsupported)
		}
	}
	var syntaxError *syntax.Error
	if _, err := Regexp("a**"); !errors.As(err, &syntaxError) {
		t.Errorf("Regexp(%q) = %v, want a syntax error", "a**", err)
	}
}

func TestConcurrentUse(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 2))
	patterns := make([]pattern, 20)
	for i := range patterns {
		patterns[i] = randomPattern(r)
	}
	a := build(patterns, defaultBudget)
	var wg sync.WaitGroup
	for worker := range 4 {
		wg.Go(func() {
			r := rand.New(rand.NewPCG(uint64(worker), 3))
			for range 500 {
				checkPath(t, a, patterns, r)
			}
		})
	}
	wg.Wait()
}

func ExampleAutomaton() {
	var logs, vendor Expr
	logs.Add(AnyDirs)
	logs.Add(NotSlashes)
	logs.Text(".log")
	vendor.Text("vendor")
	vendor.Add(Below)

	var b Builder
	b.Add(0, logs)
	b.Add(1, vendor)
	a := b.Build()
	dir := a.Enter(a.Root(), "vendor")
	fmt.Println(dir.Accepted().Numbers, a.Below(dir))
	fmt.Println(a.Enter(dir, "x.log").Accepted().Numbers)
	fmt.Println(a.Below(a.Enter(a.Root(), "src")))
	// Output:
	// [1] [0 1]
	// [0 1]
	// [0 -1]
}
