package ignore

import (
	"slices"
	"sort"
	"strings"
)

// Descends reports whether the builder enters a directory that the list
// excludes. For a directory that is not excluded, and for the root, it is
// always true.
//
// BuildKit looks into every such directory as soon as one exception has a
// wildcard, except in a trailing "/*" or "/**"; otherwise only into those that
// an exception begins with (fsutil, filter.go, filterFS.Walk). The same goes
// for an include list and the patterns that are no exceptions. The classic
// builder (moby/go-archive, archive.go, Tarballer.Do) and Buildah (buildah,
// copier/copier.go, copierHandlerGet) compare the beginning only; and for
// Buildah an exception begins with a directory's name even where the name goes
// on in the exception.
func (m *Matcher) Descends(s State) bool {
	if s.outcome.verdict.Matched == m.include || m.wildcards || s.at == m.automaton.Root() {
		return true
	}
	if m.model.entersByPrefix {
		return !s.entrances.empty()
	}
	return !m.prefixes.narrow(s.entrances, "/").empty()
}

// entrances returns what Descends depends on: the patterns that lead back into
// a directory, and whether a wildcard in one of them makes them all lead
// everywhere.
func (m *Matcher) entrances() (list prefixes, wildcards bool) {
	for _, r := range m.rules {
		if r.Negated == m.include || r.Index == m.absent {
			continue
		}
		text, wildcard := m.entrance(r)
		wildcards = wildcards || wildcard
		list = append(list, text)
	}
	if wildcards {
		return nil, true
	}
	slices.Sort(list)
	return list, false
}

// entrance returns the path that a pattern leads along, with a slash at its
// end, or whether it leads everywhere.
func (m *Matcher) entrance(r *Rule) (text string, wildcard bool) {
	text, wildcard = m.model.entrance(r.Pattern)
	return text + "/", wildcard
}

// Entrance returns the path along which an exception leads the builder into
// excluded directories, with a slash at the end, and whether it leads into all
// of them (see [Matcher.Descends]).
func (m *Matcher) Entrance(exception *Rule) (path string, everywhere bool) {
	return m.entrance(exception)
}

// EnteredFor returns the exception for which the builder looks into a directory
// that the list excludes; nil when no exception leads there. With several it is
// the first one.
func (m *Matcher) EnteredFor(dir string) *Rule {
	for _, r := range m.rules {
		if text, wildcard := m.entrance(r); r.Negated && (wildcard || strings.HasPrefix(text, dir+"/")) {
			return r
		}
	}
	return nil
}

// ExceptionsInto returns the exceptions, by Index and ascending, for which the
// builder looks into a directory that the list excludes, where it is not that
// every directory is looked into.
func (m *Matcher) ExceptionsInto(dir string) []uint32 {
	if m.wildcards {
		return nil
	}
	if !m.model.entersByPrefix {
		dir += "/"
	}
	var rules []uint32
	for _, r := range m.rules {
		if text, _ := m.entrance(r); r.Negated != m.include && strings.HasPrefix(text, dir) {
			rules = append(rules, uint32(r.Index))
		}
	}
	return rules
}

// PruningDisabledBy returns the exceptions each of which makes BuildKit look
// into every directory that the list excludes: with a wildcard in one of them
// it no longer prunes at all (see [Matcher.Descends]). For the other builders
// there are none.
func (m *Matcher) PruningDisabledBy() []*Rule {
	var rules []*Rule
	for _, r := range m.rules {
		if r.Negated == m.include || r.Index == m.absent {
			continue
		}
		if _, wildcard := m.entrance(r); wildcard {
			rules = append(rules, r)
		}
	}
	return rules
}

// prefixes is a sorted list of paths, each with a slash at its end.
type prefixes []string

// prefixRange is a part of the list whose members begin with the same bytes,
// length of them.
type prefixRange struct{ first, last, length uint32 }

func (r prefixRange) empty() bool { return r.first == r.last }

func (l prefixes) all() prefixRange { return prefixRange{last: uint32(len(l))} }

// enter returns the members that begin with the path of r's members and one
// more component.
func (l prefixes) enter(r prefixRange, root bool, name string) prefixRange {
	if !root {
		r = l.narrow(r, "/")
	}
	return l.narrow(r, name)
}

// narrow returns the members that go on with text.
func (l prefixes) narrow(r prefixRange, text string) prefixRange {
	part := l[r.first:r.last]
	first := sort.Search(len(part), func(i int) bool { return part[i][r.length:] >= text })
	last := first + sort.Search(len(part)-first, func(i int) bool {
		return !strings.HasPrefix(part[first+i][r.length:], text)
	})
	return prefixRange{first: r.first + uint32(first), last: r.first + uint32(last), length: r.length + uint32(len(text))}
}
