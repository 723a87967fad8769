package suggest

import (
	"path"
	"slices"
	"strings"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/diag"
)

// userLines are the user's rules, and what becomes of them behind an
// allowlist. A rule that the builder refuses, or that says nothing, stays.
type userLines struct {
	rules []*ignore.Rule
	gone  map[*ignore.Rule]string // why it goes
}

// newUserLines takes the rules apart: negations go, because the list says what
// is let in, and so does what would keep out something needed, which today some
// negation brings back. has marks what holds something needed.
func newUserLines(in Input, has []bool) *userLines {
	u := &userLines{gone: make(map[*ignore.Rule]string)}
	for _, r := range in.File.Rules(in.Builder) {
		if r.Index < 0 {
			continue
		}
		u.rules = append(u.rules, r)
		if r.Negated {
			u.gone[r] = "the list says what is let in"
		}
	}
	kept := u.kept()
	m, err := ignore.Compile(in.Builder, u.patterns())
	if err != nil {
		return u
	}
	m = m.Every()
	var look func(dir uint32, state ignore.State)
	look = func(dir uint32, state ignore.State) {
		inside := m.Inside(state)
		for i := range in.Tree.Children(dir) {
			if !has[i] {
				continue
			}
			name := in.Tree.Name(i)
			_, rules := inside.Touches(name)
			for _, n := range rules {
				r := kept[n]
				u.gone[r] = "the list keeps out all that it did"
				if r.Pattern == "*" || r.Pattern == "**" {
					u.gone[r] = "the list begins with it"
				}
			}
			if in.Tree.IsDir(i) {
				next, _ := m.Enter(state, name)
				look(i, next)
			}
		}
	}
	look(0, m.Root())
	return u
}

// kept are the rules that stay, in the order of the file.
func (u *userLines) kept() []*ignore.Rule {
	return slices.DeleteFunc(slices.Clone(u.rules), func(r *ignore.Rule) bool { return u.gone[r] != "" })
}

func (u *userLines) patterns() []string {
	var out []string
	for _, r := range u.kept() {
		out = append(out, r.Pattern)
	}
	return out
}

// reaching drops the rules that can match nothing below what is let in.
func (u *userLines) reaching(a *allowlist) {
	for _, r := range u.kept() {
		if !slices.ContainsFunc(a.paths, func(l letIn) bool { return a.in.Tree.IsDir(l.entry) && mayReach(r.Pattern, a.in.Tree.Path(l.entry)) }) {
			u.gone[r] = "nothing is let in where it speaks"
		}
	}
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

// removed describes the rules that go.
func (u *userLines) removed() []Suggestion {
	var out []Suggestion
	for _, r := range u.rules {
		if why := u.gone[r]; why != "" {
			out = append(out, Suggestion{Pattern: r.Text, Line: r.Line, Safety: diag.Safe, Category: Other, Why: why})
		}
	}
	return out
}
