package ignore

import (
	"slices"
	"strings"
)

// Effect is what a rule did to the verdict of an entry.
type Effect uint8

const (
	// None is the effect of a rule that matches and changes nothing.
	None Effect = iota
	// Excludes is the effect of a rule that makes the list match.
	Excludes
	// Reincludes is the effect of a negated rule that makes the list no longer
	// match.
	Reincludes
)

// String returns "none", "excludes" or "reincludes".
func (e Effect) String() string {
	switch e {
	case None:
		return "none"
	case Excludes:
		return "excludes"
	case Reincludes:
		return "reincludes"
	}
	return "unknown"
}

// Step is one rule that matched on the way to an entry.
type Step struct {
	// Path is the entry, or the directory above it, that was compared with the
	// rule.
	Path string
	// Rule is the rule that matches there.
	Rule *Rule
	// Effect is what the match did to the verdict.
	Effect Effect
}

// Explain returns every rule that matched the path or a directory above it, in
// the order of the walk. A rule that goes on matching below the directory where
// it matched is listed again only where it overrules one that contradicted it.
func (m *Matcher) Explain(path string) []Step {
	var steps []Step
	s := m.Root()
	at := ""
	for name := range strings.SplitSeq(path, "/") {
		at = strings.TrimPrefix(at+"/"+name, "/")
		parent := s
		s, _ = m.Enter(parent, name)
		steps = m.explain(steps, at, parent.outcome, s)
	}
	return steps
}

// explain appends the steps of one entry.
func (m *Matcher) explain(steps []Step, path string, parent *outcome, s State) []Step {
	own := m.allOwnMatches(path)
	heard := s.outcome.remembered
	if !m.model.remembers {
		heard = own
	}
	var v Verdict
	contradicted := false
	for _, i := range union(own, heard) {
		r := m.rules[i]
		_, itself := slices.BinarySearch(own, i)
		_, asked := slices.BinarySearch(heard, i)
		_, inherited := slices.BinarySearch(parent.remembered, i)
		effect := None
		if before := v.Matched; asked {
			if v.apply(r); v.Matched != before {
				effect = effectOf(r)
			}
		}
		if inherited && !contradicted {
			continue // it was told of a directory above
		}
		if itself || effect != None {
			steps = append(steps, Step{Path: path, Rule: r, Effect: effect})
		}
		contradicted = contradicted || effect != None
	}
	return steps
}

func effectOf(r *Rule) Effect {
	if r.Negated {
		return Reincludes
	}
	return Excludes
}
