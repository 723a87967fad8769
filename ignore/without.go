package ignore

import (
	"slices"
	"strings"
)

// Every returns a Matcher of the same rules that knows of every rule whether it matches, also where another one has
// decided already. Its verdicts are the same; [Inside.Touches], [Inside.Matters] and [Matcher.Without] leave nothing out.
func (m *Matcher) Every() *Matcher { return newMatcher(m.builder, m.rules, m.include, every) }

// Matters returns the rules, by Index and ascending, without which the verdict on the entry with the given name or on
// anything below it may be another one. A rule that matters for a directory matters for everything below. Exceptions for
// which the builder enters a directory matter there, too; those are found with [Matcher.LeadInto]. The caller must not
// change the slice.
func (in *Inside) Matters(name string) []uint32 {
	if in.matcher.builder == Buildah {
		// Of what speaks of the entry itself the last has its way, and nothing is remembered.
		_, rules := in.Touches(name)
		return rules[max(0, len(rules)-1):]
	}
	m, accepted, path := in.accepted(name)
	return m.outcome(in.Dir.outcome, accepted, path).spoke
}

// Without returns a Matcher of the same rules but one, as if its line were not there. The rules keep their Index. It takes
// over what has been compiled, so that it costs little; only one that comes from [Matcher.Every] gives it all it needs.
func (m *Matcher) Without(rule *Rule) *Matcher {
	w := &Matcher{builder: m.builder, include: m.include, rules: m.rules, absent: rule.Index, automaton: m.automaton}
	is := func(i uint32) bool { return int(i) == rule.Index }
	w.direct = slices.DeleteFunc(slices.Clone(m.direct), is)
	w.late = slices.DeleteFunc(slices.Clone(m.late), is)
	w.excepts = slices.ContainsFunc(m.rules, func(r *Rule) bool { return r.Negated && r != rule })
	w.judge = newJudge(w)
	w.prefixes, w.wildcards = w.entrances()
	return w
}

// Adopt returns the state of a directory for a Matcher that comes from [Matcher.Without], given its path and its state for
// the Matcher with all rules. The path of the context root is empty. The rule that is absent must not matter for the
// directory.
func (m *Matcher) Adopt(s State, path string) State {
	o := s.outcome
	s.outcome = m.judge.adopt(&outcome{verdict: o.verdict, spoke: o.spoke, ever: m.present(o.ever), opens: o.opens})
	s.run = m.prefixes.all()
	if path != "" {
		for i, name := range strings.Split(path, "/") {
			s.run = m.prefixes.enter(s.run, i == 0, name)
		}
	}
	return s
}
