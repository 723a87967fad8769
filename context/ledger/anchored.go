package ledger

import (
	"strings"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/cover"
)

// Anchored finds what is sent although a rule without a slash has its name:
// entries in path order, by the rule. In an ignore file of git such a rule
// would hold at any depth. The rules are some of those that the view was made
// with.
func Anchored(rules []*ignore.Rule, eligible *buildcontext.View) map[*ignore.Rule][]uint32 {
	of := atRoot(rules, eligible.Rules.Ignore)
	if of == nil {
		return nil
	}
	t, sums := eligible.Tree, eligible.Sums()
	out := make(map[*ignore.Rule][]uint32)
	var end uint32
	for _, i := range eligible.Named(func(name string) bool { return of(name) != nil }) {
		if i < end || t.Parent(i) == 0 || sums.At(i).Files == 0 {
			continue
		}
		r := of(t.Name(i))
		out[r] = append(out[r], i)
		end = t.End(i)
	}
	return out
}

// atRoot finds the rule that matches only at the root and has a name: the one
// that is that name, or else the first with a wildcard. It is nil where there
// are no such rules.
func atRoot(rules []*ignore.Rule, m *ignore.Matcher) func(name string) *ignore.Rule {
	literal, wild := make(map[string]*ignore.Rule), make(map[*ignore.Rule]bool)
	var globs []*ignore.Rule
	for _, r := range rules {
		switch {
		case r.Err != nil || r.Index < 0 || !r.OnlyAtRoot():
		case cover.IsLiteral(r.Pattern), strings.HasPrefix(r.Pattern, "\ufeff"): // no other line can have the mark
			literal[r.Pattern] = r
		default:
			globs, wild[r] = append(globs, r), true
		}
	}
	if len(literal)+len(globs) == 0 {
		return nil
	}
	only := m.Only(func(r *ignore.Rule) bool { return wild[r] })
	root := only.Inside(only.Root())
	return func(name string) *ignore.Rule {
		if r := literal[name]; r != nil || len(globs) == 0 {
			return r
		}
		if _, touched := root.Matches(name); len(touched) > 0 {
			return globs[touched[0]]
		}
		return nil
	}
}
