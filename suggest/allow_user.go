package suggest

import (
	"path"
	"slices"
	"strings"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/diag"
	"github.com/buildctx/buildctx/suggest/catalog"
)

// userLines are the user's rules, and what becomes of them behind an
// allowlist. A rule that the builder refuses, or that says nothing, stays.
type userLines struct {
	rules []*ignore.Rule
	gone  map[*ignore.Rule]removal
	// back has the negations that bring back a file, with the rules that would
	// keep it out.
	back  map[*ignore.Rule][]*ignore.Rule
	names map[uint32]*ignore.Rule // those negations, by the file
}

// A removal is why a line of the user's goes.
type removal uint8

const (
	stays      removal = iota
	leads              // the list begins with the same line
	saidByList         // the list says what is let in
	keptOut            // the list keeps out all that the line did
	outOfReach         // the line matches nothing of what is let in
)

// String is the reason as a clause; empty for a line that stays.
func (r removal) String() string {
	switch r {
	case leads:
		return "the list begins with it"
	case saidByList:
		return "the list says what is let in"
	case keptOut:
		return "the list keeps out all that it did"
	case outOfReach:
		return "nothing is let in where it speaks"
	}
	return ""
}

// newUserLines takes the rules apart. What would keep out something needed
// goes. So do negations, because the list says what is let in, but for those
// that name a file which another rule that stays would keep out. has marks what
// holds something needed.
func newUserLines(in Case, has []bool) *userLines {
	u := &userLines{gone: make(map[*ignore.Rule]removal), back: make(map[*ignore.Rule][]*ignore.Rule), names: make(map[uint32]*ignore.Rule)}
	for _, r := range in.Ignore.Rules(in.Builder) {
		if r.Index < 0 {
			continue
		}
		u.rules = append(u.rules, r)
		i, ok := in.Tree.Lookup(r.Pattern)
		switch {
		case !r.Negated && (r.Pattern == "*" || r.Pattern == "**"):
			u.gone[r] = leads
		case r.Negated && ok && has[i] && !in.Tree.IsDir(i) && !isGlob(r.Pattern) && u.names[i] == nil:
			u.names[i] = r
			u.back[r] = nil
		case r.Negated:
			u.gone[r] = saidByList
		}
	}
	kept := u.kept()
	m, err := ignore.Compile(in.Builder, u.patterns())
	if err != nil {
		return u
	}
	m = m.Every().Matcher
	var look func(dir uint32, state ignore.State)
	look = func(dir uint32, state ignore.State) {
		inside := m.Inside(state)
		for i := range in.Tree.Children(dir) {
			if !has[i] {
				continue
			}
			next, v := m.Enter(state, in.Tree.Name(i))
			_, rules := inside.Matches(in.Tree.Name(i))
			for _, n := range rules {
				switch r := kept[n]; {
				case r.Negated:
				case v.Matched || in.Tree.IsDir(i):
					u.gone[r] = keptOut
				case u.names[i] != nil && r.Index < u.names[i].Index:
					u.back[u.names[i]] = append(u.back[u.names[i]], r)
				}
			}
			if in.Tree.IsDir(i) {
				look(i, next)
			}
		}
	}
	look(0, m.Root())
	u.dropIdle()
	return u
}

// dropIdle drops the negations that bring nothing back any more.
func (u *userLines) dropIdle() {
	for r, out := range u.back {
		if !slices.ContainsFunc(out, func(r *ignore.Rule) bool { return u.gone[r] == stays }) {
			u.gone[r] = saidByList
		}
	}
}

// kept are the rules that stay, in the order of the file.
func (u *userLines) kept() []*ignore.Rule {
	return slices.DeleteFunc(slices.Clone(u.rules), func(r *ignore.Rule) bool { return u.gone[r] != stays })
}

func (u *userLines) patterns() []string {
	var out []string
	for _, r := range u.kept() {
		pattern := r.Pattern
		if r.Negated {
			pattern = "!" + pattern
		}
		out = append(out, pattern)
	}
	return out
}

// reaching drops the rules that can match nothing below what is let in.
func (u *userLines) reaching(a *allowlist) {
	for _, r := range u.kept() {
		if !r.Negated && !slices.ContainsFunc(a.paths, func(l letIn) bool { return a.in.Tree.IsDir(l.entry) && mayReach(r.Pattern, a.in.Tree.Path(l.entry)) }) {
			u.gone[r] = outOfReach
		}
	}
	u.dropIdle()
}

// mayReach reports whether a pattern may match something below a directory. It
// is true where that takes more than a glance.
func mayReach(pattern, dir string) bool {
	components := strings.Split(pattern, "/")
	for k, name := range strings.Split(dir, "/") {
		if k == len(components) || strings.Contains(components[k], "**") {
			return true
		}
		if !strings.ContainsAny(components[k], `[\`) && buildcontext.HasWildcard(components[k]) {
			if ok, err := path.Match(components[k], name); !ok && err == nil {
				return false
			}
		} else if !isGlob(components[k]) && components[k] != name {
			return false
		}
	}
	return true
}

// asksFor reports whether a negation that stays names the entry, or something
// below it.
func (u *userLines) asksFor(t *buildcontext.Tree, i uint32) bool {
	for j, r := range u.names {
		if j >= i && j < t.End(i) && u.gone[r] == stays {
			return true
		}
	}
	return false
}

// removed describes the rules that go. What the new file has again, in another
// place, is not gone.
func (u *userLines) removed(after *ignore.File) []Suggestion {
	there := make(map[string]bool)
	for line := range after.Lines() {
		there[string(after.Bytes()[line.Start:line.End])] = true
	}
	var out []Suggestion
	for _, r := range u.rules {
		if why := u.gone[r]; why != stays && !there[r.Text] {
			out = append(out, Suggestion{Pattern: r.Text, Line: r.Line, Safety: diag.Safe, Category: catalog.Other, Why: why.String()})
		}
	}
	return out
}
