package suggest

import (
	"fmt"
	"slices"
	"strings"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/needs"
	"github.com/buildctx/buildctx/ignore"
)

// taken is what the sources of all Dockerfiles take of what is sent.
type taken struct {
	tree *buildcontext.Tree
	// need marks what they take, and what is to be sent of it in future.
	need []bool
	asks []ask
}

// An ask is one source.
type ask struct {
	use      use
	tops     []uint32 // what it takes, each with all that lies below
	whole    bool     // it takes everything
	variable bool     // a variable is part of it
}

// A use is where a source stands, and what it names.
type use struct {
	dockerfile           string
	line                 int
	instruction, pattern string
}

// String is the use in a row of a report: "Dockerfile:5 COPY src".
func (u use) String() string {
	return fmt.Sprintf("%s:%d %s %s", u.dockerfile, u.line, u.instruction, u.pattern)
}

// newTaken asks every source. A mount of type tmpfs takes nothing, though it
// makes BuildKit send everything (see [needs.Source.Unused]). Of what is sent
// only that is needed which rest sends, too; a source that would find nothing
// any more keeps the bare directory that it names.
func newTaken(in Case, rest *buildcontext.View) *taken {
	k := &taken{tree: in.Tree, need: make([]bool, in.Tree.Len())}
	known := make(map[string][]uint32)
	marked := make(map[uint32]bool)
	for dockerfile, s := range in.sources() {
		if s.Whole && s.Mount && s.Unused {
			continue
		}
		a := ask{use: use{dockerfile, s.Line, s.Instruction, s.Pattern}, variable: strings.Contains(s.Pattern, "$")}
		tops, seen := known[s.Path]
		if !seen {
			tops = topsOf(in.Tree, *s)
			known[s.Path] = tops
		}
		a.tops, a.whole = tops, slices.Contains(tops, 0)
		for _, top := range tops {
			if !marked[top] {
				marked[top] = true
				k.mark(top, in.Eligible, rest)
			}
		}
		if !slices.ContainsFunc(tops, k.holds) {
			for _, top := range tops {
				k.need[top] = top != 0 && in.Eligible.Sent(top) && rest.Sent(top)
			}
		}
		k.asks = append(k.asks, a)
	}
	return k
}

// mark books what lies at and below an entry. A directory that is sent only
// because of what is in it is not needed itself.
func (k *taken) mark(top uint32, now, rest *buildcontext.View) {
	for i := max(top, 1); i < k.tree.End(top); i++ {
		k.need[i] = now.Sent(i) && rest.Sent(i) && (!k.tree.IsDir(i) || !now.Excluded(i) && !rest.Excluded(i))
	}
}

// holds reports whether something at or below an entry is needed.
func (k *taken) holds(i uint32) bool { return slices.Contains(k.need[i:k.tree.End(i)], true) }

// topsOf is what a source takes: what BuildKit would send for it, and what its
// path leads to, so that no builder misses anything.
func topsOf(t *buildcontext.Tree, s needs.Source) []uint32 {
	include, whole, _ := t.FollowLinks([]string{s.Path})
	if s.Whole || whole {
		return []uint32{0}
	}
	out := append(t.Find(s.Path), t.Links(s.Path)...)
	var patterns []string
	for _, p := range include {
		if strings.ContainsAny(p, `*?[]\^!`) || strings.TrimSpace(p) != p {
			patterns = append(patterns, p)
		} else if i, ok := t.Lookup(p); ok {
			out = append(out, i)
		}
	}
	if m, err := ignore.CompileInclude(patterns); err == nil && len(patterns) > 0 {
		eachMatch(t, m, func(i uint32, _ *ignore.Rule) { out = append(out, i) })
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// eachMatch calls yield with the topmost entries that a list of patterns
// without exceptions matches, and with the one of them that does.
func eachMatch(t *buildcontext.Tree, m *ignore.Matcher, yield func(i uint32, by *ignore.Rule)) {
	var in func(dir uint32, state ignore.State)
	in = func(dir uint32, state ignore.State) {
		for i := range t.Children(dir) {
			next, v := m.Enter(state, t.Name(i))
			switch {
			case v.Matched:
				yield(i, v.By)
			case t.IsDir(i) && !m.Prunes(next):
				in(i, next)
			}
		}
	}
	in(0, m.Root())
}

// why says which sources take what lies at or below an entry: the first, and
// some more.
func (k *taken) why(i uint32) (first string, more []string) {
	const shown = 4
	var uses []use
	others := 0
	for _, a := range k.asks {
		takes := slices.ContainsFunc(a.tops, func(top uint32) bool {
			return top <= i && i < k.tree.End(top) || i <= top && top < k.tree.End(i)
		})
		switch {
		case !takes || slices.Contains(uses, a.use):
		case len(uses) < shown:
			uses = append(uses, a.use)
		default:
			others++
		}
	}
	for n, u := range uses {
		if n == 0 {
			first = u.String()
		} else {
			more = append(more, u.String())
		}
	}
	if others > 0 {
		more = append(more, fmt.Sprintf("and %d more", others))
	}
	return first, more
}
