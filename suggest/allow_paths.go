package suggest

import (
	"cmp"
	"slices"
	"strings"

	"github.com/buildctx/buildctx/ignore"
)

// let is what the lines with a "!" name.
type let struct {
	paths []letIn
	// has marks what holds something needed. bad marks what holds something
	// that is neither needed nor kept out by a line; strange what holds
	// something that is neither sent today nor kept out by a line.
	has, bad, strange []bool
}

// A letIn is one path that is let in.
type letIn struct {
	entry      uint32
	opensEmpty bool // the directory alone, and nothing in it
	lifted     bool // it holds what is not needed
	wanted     bool // it lies in another one, and the user asked for it
}

// choose decides which lines of the user's stay and what is let in. It fails at
// a path that no line can name.
func (a *allowlist) choose() (unnamed string, ok bool) {
	t := a.in.Tree
	a.has, a.bad, a.strange = make([]bool, t.Len()), make([]bool, t.Len()), make([]bool, t.Len())
	for i := uint32(t.Len()) - 1; i > 0; i-- {
		a.has[i] = a.has[i] || a.taken.need[i]
		a.has[t.Parent(i)] = a.has[t.Parent(i)] || a.has[i]
	}
	a.user = newUserLines(a.in, a.has)
	a.keepOut()
	for i := uint32(t.Len()) - 1; i > 0; i-- {
		if !a.out[i] {
			a.bad[i] = a.bad[i] || !a.has[i]
			a.strange[i] = a.strange[i] || !a.has[i] && !a.in.Eligible.Sent(i)
		}
		p := t.Parent(i)
		a.bad[p], a.strange[p] = a.bad[p] || a.bad[i], a.strange[p] || a.strange[i]
	}
	for _, i := range a.below(0) {
		if !a.lift(i) {
			return t.Path(i), false
		}
	}
	for len(a.paths) > maxAllowed && a.shorten() {
	}
	return "", true
}

// letWanted names what nobody would miss and a negation of the user's asks for,
// and puts the paths in order. The line is needed to know of it the next time.
func (a *allowlist) letWanted(found []Candidate) {
	w, t := newWanted(a.in), a.in.Tree
	for _, c := range found {
		for _, i := range c.Entries {
			named := slices.ContainsFunc(a.paths, func(l letIn) bool { return l.entry >= i && l.entry < t.End(i) })
			if !named && !a.user.asksFor(t, i) && a.has[i] && a.nameable(i) && w.holds(i) {
				a.paths = append(a.paths, letIn{entry: i, wanted: true})
			}
		}
	}
	slices.SortFunc(a.paths, func(x, y letIn) int { return cmp.Compare(x.entry, y.entry) })
	a.user.reaching(a)
}

// keepOut works out what the lines keep out that stand behind what is let in:
// those of junk, then the user's.
func (a *allowlist) keepOut() {
	t := a.in.Tree
	a.out, a.by = make([]bool, t.Len()), make([][]uint32, len(a.junk))
	var patterns []string
	for _, s := range a.junk {
		patterns = append(patterns, s.Pattern)
	}
	m, err := ignore.Compile(a.in.Builder, append(patterns, a.user.patterns()...))
	if err != nil {
		return // nothing is let in by its directory, then
	}
	var look func(dir uint32, state ignore.State)
	look = func(dir uint32, state ignore.State) {
		for i := range t.Children(dir) {
			next, v := m.Enter(state, t.Name(i))
			if a.out[i] = v.Matched; v.Matched && !a.out[dir] && v.By != nil && v.By.Index < len(a.junk) {
				a.by[v.By.Index] = append(a.by[v.By.Index], i)
			}
			switch {
			case !m.Prunes(next):
				look(i, next)
			case v.Matched:
				for j := i + 1; j < t.End(i); j++ {
					a.out[j] = true
				}
			}
		}
	}
	look(0, m.Root())
}

// below lets in what is needed in a directory, as high up as nothing else comes
// along. It returns what no line can name.
func (a *allowlist) below(dir uint32) (unnamed []uint32) {
	t := a.in.Tree
	for i := range t.Children(dir) {
		switch named := a.nameable(i); {
		case !a.has[i]:
		case !a.bad[i] && named:
			a.paths = append(a.paths, letIn{entry: i})
		case !t.IsDir(i), !named:
			unnamed = append(unnamed, i)
		default:
			before := len(a.paths) + len(unnamed)
			unnamed = append(unnamed, a.below(i)...)
			if len(a.paths)+len(unnamed) == before {
				a.paths = append(a.paths, letIn{entry: i, opensEmpty: true})
			}
		}
	}
	return unnamed
}

// lift lets in the lowest directory that a line can name with what it holds of
// i, where that brings in nothing that is not sent today.
func (a *allowlist) lift(i uint32) bool {
	for ; i != 0; i = a.in.Tree.Parent(i) {
		if a.liftable(i) {
			a.letWhole(i)
			return true
		}
	}
	return false
}

func (a *allowlist) liftable(i uint32) bool { return i != 0 && !a.strange[i] && a.nameable(i) }

// letWhole lets in a directory instead of what is let in below it.
func (a *allowlist) letWhole(dir uint32) {
	t := a.in.Tree
	a.paths = slices.DeleteFunc(a.paths, func(l letIn) bool { return l.entry >= dir && l.entry < t.End(dir) })
	a.paths = append(a.paths, letIn{entry: dir, lifted: a.bad[dir]})
}

// shorten lets in the directory that most paths lie in, if several lie in one.
func (a *allowlist) shorten() bool {
	above := make([]uint32, len(a.paths))
	for k, l := range a.paths {
		above[k] = l.entry
	}
	for up := true; up; {
		count := make(map[uint32]int)
		best := uint32(0)
		up = false
		for k, i := range above {
			dir := a.in.Tree.Parent(i)
			above[k], up = dir, up || dir != 0
			if count[dir]++; a.liftable(dir) && (count[dir] > count[best] || count[dir] == count[best] && dir < best) {
				best = dir
			}
		}
		if best != 0 && count[best] > 1 {
			a.letWhole(best)
			return true
		}
	}
	return false
}

// nameable reports whether a line without a wildcard can name the entry so that
// every builder finds the way there: only the last component may need a
// backslash, because the others are compared as they are written (see
// ignore.Matcher.Descends).
func (a *allowlist) nameable(i uint32) bool {
	b, t := a.in.Builder, a.in.Tree
	if _, ok := literal(b, t.Path(i)); !ok {
		return false
	}
	dir := t.Path(t.Parent(i))
	text, ok := literal(b, dir)
	return ok && text == dir
}

// literal writes a path for behind a "!", without wildcards. It fails for what
// a line cannot hold.
func literal(b ignore.Builder, name string) (string, bool) {
	if strings.ContainsFunc(name, odd) || strings.TrimSpace(name) != name {
		return "", false
	}
	// What keeps a meaning in the regular expression that a builder makes of
	// the line; see escape.
	special, begins := `*?[]\{|}^`, `*?[]\`
	if b.AlwaysRegexp() {
		special = `*?[]\{|}^+()`
		begins = special
	}
	if !strings.ContainsAny(name, begins) {
		return name, true
	}
	var out strings.Builder
	for _, r := range name {
		if strings.ContainsRune(special, r) {
			out.WriteByte('\\')
		}
		out.WriteRune(r)
	}
	return out.String(), true
}
