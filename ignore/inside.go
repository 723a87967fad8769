package ignore

import "github.com/buildctx/buildctx/ignore/internal/automaton"

// Inside is where the walk stands in a directory, in front of its entries. It says of an entry what [Matcher.Enter] says,
// in less time, but leads no further down. It is a small value that may be copied and kept as long as its Matcher.
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

// Verdict is the verdict on the entry with the given name. It must not be changed. Whether the entry, a file, is sent with
// its content is told by opens, as by [Matcher.OpensAt].
func (in *Inside) Verdict(name string) (v *Verdict, opens bool) {
	_, accepted, path := in.accepted(name)
	o := in.matcher.outcome(in.Dir.outcome, accepted, path)
	return &o.verdict, o.opens
}

// Touches returns the rules whose pattern matches the entry with the given name itself, by Index and ascending, whether or
// not the builder asks them and whatever comes of it. Entries with the same id, if it is not negative, are touched by the
// same rules. Rules may be missing that cannot matter because of another one, unless the Matcher comes from
// [Matcher.Every]. The caller must not change the slice.
func (in *Inside) Touches(name string) (id int, rules []uint32) {
	m, accepted, path := in.accepted(name)
	if len(m.direct) == 0 {
		return accepted.ID, accepted.Numbers
	}
	return -1, m.own(accepted.Numbers, path)
}

func (in *Inside) accepted(name string) (m *Matcher, accepted *automaton.Accepted, path string) {
	m = in.matcher
	if len(m.direct) > 0 {
		path = m.path(in.Dir, name)
	}
	return m, m.automaton.Name(in.at, name).Accepted(), path
}

// path is the path of the entry with the given name, where rules have to be compared with whole paths.
func (m *Matcher) path(dir State, name string) string {
	if dir.at == m.automaton.Root() {
		return name
	}
	return dir.path + "/" + name
}
