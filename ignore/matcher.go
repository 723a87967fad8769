package ignore

import (
	"github.com/buildctx/buildctx/ignore/internal/automaton"
)

// Matcher compares paths with a list of rules as one builder does. It is safe for concurrent use.
type Matcher struct {
	builder Builder
	include bool // the list says what to take, not what to leave
	rules   []*Rule
	absent  int // the rule that is as good as not there; -1 for none

	automaton *automaton.Automaton
	direct    []uint32 // the rules that the automaton cannot take; they are compared with whole paths
	late      []uint32 // the rules that fail when they are evaluated
	excepts   bool     // some rule in force is negated

	judge     judge
	prefixes  prefixes
	wildcards bool // BuildKit enters every directory, because some exception is not a plain prefix
}

// State is where the walk stands: at the root, or at an entry that Enter was called for. It is a small value that may be
// copied and kept as long as its Matcher.
type State struct {
	at      *automaton.State
	outcome *outcome
	run     run    // of the Matcher's prefixes: those that begin with the path
	path    string // only with rules that have to be compared with whole paths
}

// Groups of rules in the automaton.
const (
	positive = 0
	negative = 1
)

// Compile takes a list of patterns that is not in a file, as patternmatcher.New or Buildah's NewPatternMatcher would;
// "!x" negates. The error is the builder's own.
func Compile(b Builder, patterns []string) (*Matcher, error) {
	rules, err := compileList(b, patterns)
	if err != nil {
		return nil, err
	}
	return newMatcher(b, rules, false, blocks), nil
}

// CompileInclude takes an include list of fsutil, the walker of the BuildKit client, in the syntax of patternmatcher.
// Its verdicts say what is included, and Descends follows the include side of fsutil's filter.go.
func CompileInclude(patterns []string) (*Matcher, error) {
	rules, err := compileList(BuildKit, patterns)
	if err != nil {
		return nil, err
	}
	return newMatcher(BuildKit, rules, true, blocks), nil
}

// detail says what the automaton is to tell.
type detail bool

const (
	blocks detail = false // of several rules of one kind in a row, the first that matches; this is enough for a verdict
	every  detail = true  // every rule that matches
)

// newMatcher makes a Matcher of the rules that are in force.
func newMatcher(b Builder, rules []*Rule, include bool, tell detail) *Matcher {
	m := &Matcher{builder: b, include: include, absent: -1}
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
	m.judge = newJudge(m)
	m.prefixes, m.wildcards = m.entrances()
	return m
}

// inForce are the rules that the builder applies; the list itself where it applies all.
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

// Rules returns the rules in force; each stands at its Index. The caller must not change the slice.
func (m *Matcher) Rules() []*Rule { return m.rules }

// Root returns the state of the context root, which itself never gets a verdict.
func (m *Matcher) Root() State {
	return State{at: m.automaton.Root(), outcome: m.judge.start, run: m.prefixes.all()}
}

// Enter takes one step of the builder's walk, from a directory to one of its entries, and gives the verdict on the entry.
// The name is one path component. The state that comes back may be entered in turn if the entry is a directory.
func (m *Matcher) Enter(parent State, name string) (State, Verdict) {
	s := State{at: m.automaton.Enter(parent.at, name)}
	root := parent.at == m.automaton.Root()
	if len(m.direct) > 0 {
		s.path = m.path(parent, name)
	}
	if parent.run.empty() {
		s.run = parent.run
	} else {
		s.run = m.prefixes.enter(parent.run, root, name)
	}
	s.outcome = m.outcome(parent.outcome, s.at.Accepted(), s.path)
	return s, s.outcome.verdict
}

// outcome is what the rules say of an entry in the directory with outcome parent, given what the automaton accepts.
func (m *Matcher) outcome(parent *outcome, accepted *automaton.Accepted, path string) *outcome {
	if o := parent.known(accepted.ID); o != nil {
		return o
	}
	return m.judge.outcome(parent, accepted.ID, m.own(accepted.Numbers, path))
}
