package ignore

import (
	"strings"

	"github.com/buildctx/buildctx/ignore/internal/automaton"
)

// State is where the walk stands: at the root, or at an entry that Enter was
// called for. It is a small value that may be copied and kept as long as its
// Matcher.
type State struct {
	at      *automaton.State
	outcome *outcome
	// of the Matcher's prefixes: those that begin with the path
	entrances prefixRange
	// only with rules that have to be compared with whole paths
	path string
}

// Root returns the state of the context root, which itself never gets a
// verdict.
func (m *Matcher) Root() State {
	return State{at: m.automaton.Root(), outcome: m.outcomes.start, entrances: m.prefixes.all()}
}

// Enter takes one step of the builder's walk, from a directory to one of its
// entries, and gives the verdict on the entry. The name is one path component.
// The state that comes back may be entered in turn if the entry is a directory.
func (m *Matcher) Enter(parent State, name string) (State, Verdict) {
	s := State{at: m.automaton.Enter(parent.at, name)}
	root := parent.at == m.automaton.Root()
	if len(m.direct) > 0 {
		s.path = m.path(parent, name)
	}
	if parent.entrances.empty() {
		s.entrances = parent.entrances
	} else {
		s.entrances = m.prefixes.enter(parent.entrances, root, name)
	}
	s.outcome = m.outcome(parent.outcome, s.at.Accepted(), s.path)
	return s, s.outcome.verdict
}

// outcome is what the rules say of an entry in the directory with outcome
// parent, given what the automaton accepts.
func (m *Matcher) outcome(parent *outcome, accepted *automaton.Accepted, path string) *outcome {
	if o := parent.known(accepted.ID); o != nil {
		return o
	}
	return m.outcomes.compute(parent, accepted.ID, m.ownMatches(accepted.Numbers, path))
}

// Decide returns the verdict of the builder's walk on a path below the context
// root. The walk ends at a directory that the builder does not enter; its
// verdict is then that of everything below.
func (m *Matcher) Decide(path string) Verdict {
	state := m.Root()
	var v Verdict
	for name := range strings.SplitSeq(path, "/") {
		state, v = m.Enter(state, name)
		if v.Matched && !m.Descends(state) {
			break
		}
	}
	return v
}

// Inside is a directory at which the walk has arrived. It gives the same
// verdicts on the entries as [Matcher.Enter], in less time, but leads no
// further down. It is a small value that may be copied and kept as long as its
// Matcher.
type Inside struct {
	// Dir is the state of the directory.
	Dir State

	matcher *Matcher
	at      *automaton.State
}

// Inside returns where the walk stands in a directory with the given state.
func (m *Matcher) Inside(dir State) Inside {
	return Inside{Dir: dir, matcher: m, at: m.automaton.Inside(dir.at)}
}

// Verdict is the verdict on the entry with the given name. It must not be
// changed. sendsContent says whether a file is sent with its content, as
// [Matcher.SendsContentAt] does.
func (in *Inside) Verdict(name string) (v *Verdict, sendsContent bool) {
	_, accepted, path := in.accepted(name)
	o := in.matcher.outcome(in.Dir.outcome, accepted, path)
	return &o.verdict, o.sendsContent
}

// Matches returns the rules whose pattern matches the entry with the given name
// itself, by Index and ascending, whether or not the builder evaluates them.
// Entries with the same id, if it is not negative, are matched by the same
// rules. Rules may be missing that cannot matter because of another one, unless
// the Matcher comes from [Matcher.Every]. The caller must not change the slice.
func (in *Inside) Matches(name string) (id int, rules []uint32) {
	m, accepted, path := in.accepted(name)
	if len(m.direct) == 0 {
		return accepted.ID, accepted.Numbers
	}
	return -1, m.ownMatches(accepted.Numbers, path)
}

// DependsOn returns the rules, by Index and ascending, without which the
// verdict on the entry with the given name, or on anything below it, may be
// different. What a directory depends on, everything below depends on, too. It
// also depends on the exceptions for which the builder enters the directory;
// for those see [Matcher.ExceptionsInto]. The caller must not change the
// slice.
func (in *Inside) DependsOn(name string) []uint32 {
	if !in.matcher.model.remembers {
		// The last rule that matches the entry itself decides, and nothing is
		// remembered.
		_, rules := in.Matches(name)
		return rules[max(0, len(rules)-1):]
	}
	m, accepted, path := in.accepted(name)
	return m.outcome(in.Dir.outcome, accepted, path).remembered
}

func (in *Inside) accepted(name string) (m *Matcher, accepted *automaton.Accepted, path string) {
	m = in.matcher
	if len(m.direct) > 0 {
		path = m.path(in.Dir, name)
	}
	return m, m.automaton.Name(in.at, name).Accepted(), path
}

// path is the path of the entry with the given name, where rules have to be
// compared with whole paths.
func (m *Matcher) path(dir State, name string) string {
	if dir.at == m.automaton.Root() {
		return name
	}
	return dir.path + "/" + name
}

// SendsContent reports whether BuildKit sends the content of the file at path,
// if its walk sends the file at all. When it opens a file, fsutil asks the list
// a second time and in another way (filter.go, filterFS.Open, which calls
// MatchesOrParentMatches); if the file is excluded in that way, it arrives
// empty, without a warning (send.go, sendFile). The other builders ask once;
// for them it is always true.
func (m *Matcher) SendsContent(path string) bool {
	if !m.model.asksAgain {
		return true
	}
	s := m.Root()
	for name := range strings.SplitSeq(path, "/") {
		s, _ = m.Enter(s, name)
	}
	return m.SendsContentAt(s)
}

// SendsContentAt is SendsContent for the entry of a state, at no cost.
func (m *Matcher) SendsContentAt(s State) bool { return s.outcome.sendsContent }

// EmptiedBy is the rule for which [Matcher.SendsContent] is false: the last one
// in the list that matches the path or a directory above it. It is nil where
// the content is sent. Of several rules in a row that match, only a Matcher
// from [Matcher.Every] names the last one.
func (m *Matcher) EmptiedBy(path string) *Rule {
	s, last := m.Root(), uint32(0)
	for name := range strings.SplitSeq(path, "/") {
		inside := m.Inside(s)
		if _, own := inside.Matches(name); len(own) > 0 {
			last = max(last, own[len(own)-1])
		}
		s, _ = m.Enter(s, name)
	}
	if m.SendsContentAt(s) {
		return nil
	}
	return m.rules[last]
}

// Prunes reports whether nothing below the directory can get a verdict with
// another Matched than the directory's own. It is never wrongly true; it is
// false where the answer would take too long to find.
//
// It does not say where the builder goes: below a directory for which Descends
// is false nothing is sent either. For Buildah it counts that in, because
// Buildah remembers nothing: a name with a line feed in it escapes any rule,
// but not from a directory that is never entered.
func (m *Matcher) Prunes(s State) bool {
	if len(m.late) > 0 {
		return false // what is below may still fail
	}
	live := m.automaton.Below(s.at)
	for _, i := range m.direct {
		group := positive
		if m.rules[i].Negated {
			group = negative
		}
		live[group] = max(live[group], int32(i))
	}
	matched := s.outcome.verdict.Matched
	if !m.model.remembers {
		return matched && !m.Descends(s) || !matched && live[positive] < 0
	}
	// The last remembered rule matches everything below as well; only a later
	// rule can overrule it.
	last := int32(-1)
	if remembered := s.outcome.remembered; len(remembered) > 0 {
		last = int32(remembered[len(remembered)-1])
	}
	if matched {
		return live[negative] < last
	}
	return live[positive] < 0 || live[positive] < last
}
