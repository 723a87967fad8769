package ignore

import (
	"slices"
	"strings"

	"github.com/buildctx/buildctx/ignore/internal/automaton"
)

// Matcher compares paths with a list of rules as one builder does. It is safe
// for concurrent use.
type Matcher struct {
	model   *model
	include bool // the list says what to take, not what to leave
	rules   []*Rule
	absent  int // the Index of a rule left out; -1 for none

	automaton *automaton.Automaton
	// the rules that the automaton cannot take; they are compared with whole
	// paths
	direct  []uint32
	late    []uint32 // the rules that fail when they are evaluated
	excepts bool     // some rule in force is negated

	outcomes outcomeCache
	prefixes prefixes
	// BuildKit enters every directory, because some exception is not a plain
	// prefix
	wildcards bool
}

// Groups of rules in the automaton.
const (
	positive = 0
	negative = 1
)

// Compile takes a list of patterns that is not in a file, as patternmatcher.New
// or Buildah's NewPatternMatcher would; "!x" negates. The error is the
// builder's own.
func Compile(b Builder, patterns []string) (*Matcher, error) {
	rules, err := compileList(b.model(), patterns)
	if err != nil {
		return nil, err
	}
	return newMatcher(b.model(), rules, false, blocks), nil
}

// detail says what the automaton is to tell.
type detail bool

const (
	// of several rules of one kind in a row, the first that matches; this is
	// enough for a verdict
	blocks detail = false
	every  detail = true // every rule that matches
)

// newMatcher makes a Matcher of the rules that are in force.
func newMatcher(model *model, rules []*Rule, include bool, tell detail) *Matcher {
	m := &Matcher{model: model, include: include, absent: -1}
	var builder automaton.Builder
	var space [1]automaton.Expr
	m.rules = inForce(rules)
	builder.Grow(len(m.rules), pieces(m.rules))
	for _, r := range m.rules {
		group := uint8(positive)
		if r.Negated {
			group = negative
			m.excepts = true
		}
		number := uint32(r.Index)
		exprs := r.automaton(&space)
		switch {
		case len(exprs) > 0:
			builder.Add(group, exprs...)
			if tell == every {
				builder.End()
			}
			continue
		case r.Late:
			m.late = append(m.late, number)
		default:
			m.direct = append(m.direct, number)
		}
		builder.Skip()
	}
	m.automaton = builder.Build()
	m.outcomes = newOutcomeCache(m)
	m.prefixes, m.wildcards = m.entrances()
	return m
}

// inForce are the rules that the builder applies; the list itself where it
// applies all.
func inForce(rules []*Rule) []*Rule {
	count := 0
	for _, r := range rules {
		if r.Index >= 0 {
			count++
		}
	}
	if count == len(rules) {
		return rules
	}
	out := make([]*Rule, 0, count)
	for _, r := range rules {
		if r.Index >= 0 {
			out = append(out, r)
		}
	}
	return out
}

// pieces is about how many the automaton makes of rules.
func pieces(rules []*Rule) int {
	n := len(rules)
	for _, r := range rules {
		n += len(r.Pattern)
	}
	return n
}

// Rules returns the rules in force; each stands at its Index. The caller must
// not change the slice.
func (m *Matcher) Rules() []*Rule { return m.rules }

// Only returns a Matcher of some of the rules, as if the other lines were not
// there. They are other Rules, numbered anew.
func (m *Matcher) Only(keep func(*Rule) bool) *Matcher {
	var rules []*Rule
	for _, r := range m.rules {
		if r.Index == m.absent || !keep(r) {
			continue
		}
		kept := *r
		kept.Index = len(rules)
		rules = append(rules, &kept)
	}
	return newMatcher(m.model, rules, m.include, blocks)
}

// A FullMatcher finds every rule that matches, even one that cannot change the
// verdict. Its verdicts are the same; [Inside.Matches], [Inside.DependsOn] and
// [Matcher.Without] leave nothing out. The zero value is of no use: one comes
// from [Matcher.Every].
type FullMatcher struct{ *Matcher }

// Every returns a Matcher of the same rules that finds all that match.
func (m *Matcher) Every() FullMatcher {
	return FullMatcher{newMatcher(m.model, m.rules, m.include, every)}
}

// Without returns a Matcher of the same rules but one, as if its line were not
// there. The rules keep their Index. It takes over what has been compiled, so
// that it costs little; only one that comes from [Matcher.Every] gives it all
// it needs.
func (m *Matcher) Without(rule *Rule) *Matcher {
	w := &Matcher{model: m.model, include: m.include, rules: m.rules, absent: rule.Index, automaton: m.automaton}
	is := func(i uint32) bool { return int(i) == rule.Index }
	w.direct = slices.DeleteFunc(slices.Clone(m.direct), is)
	w.late = slices.DeleteFunc(slices.Clone(m.late), is)
	w.excepts = slices.ContainsFunc(m.rules, func(r *Rule) bool { return r.Negated && r != rule })
	w.outcomes = newOutcomeCache(w)
	w.prefixes, w.wildcards = w.entrances()
	return w
}

// Adopt returns the state of a directory for a Matcher that comes from
// [Matcher.Without], given its path and its state for the Matcher with all
// rules. The path of the context root is empty. The rule that is absent must
// not matter for the directory.
func (m *Matcher) Adopt(s State, path string) State {
	o := s.outcome
	s.outcome = m.outcomes.adopt(&outcome{verdict: o.verdict, remembered: o.remembered, ever: m.withoutAbsent(o.ever), sendsContent: o.sendsContent})
	s.entrances = m.prefixes.all()
	if path != "" {
		for i, name := range strings.Split(path, "/") {
			s.entrances = m.prefixes.enter(s.entrances, i == 0, name)
		}
	}
	return s
}
