package builds

import "github.com/buildctx/buildctx/suggest/commands"

// FetchedBy finds the RUN that makes an entry again: the fact to show.
func (r *Builds) FetchedBy(key string, i uint32) (fact string) {
	m := commands.FetcherOf(key)
	for _, line := range r.lines {
		if phrase := m.PhraseFor(r.tree, line.Run, i, m.Commands); phrase != "" && !r.away(key, line, i, true) {
			return "`" + phrase + "` at " + line.where + " makes it again"
		}
	}
	return ""
}

// NotRefetched says that a stage takes dependencies along and does not fetch
// them again with a tool, though it may have a use for them; empty if there is
// none.
func (r *Builds) NotRefetched(tool string, i uint32) string {
	// Go uses what is vendored wherever it compiles (go.dev/ref/mod,
	// "Vendoring").
	other := func(s *stage) bool { return tool != "go" && r.foreign(s, i) }
	if s := r.lacking(i, r.fetches(tool, commands.FetcherOf(tool).Commands, i), other); s != nil {
		return notMade(r.stages, s)
	}
	return ""
}

// Refilled reports whether each stage that takes dependencies along fills the
// very directory again; true for a tool that cannot do otherwise.
func (r *Builds) Refilled(tool string, i uint32) bool {
	fills := commands.FetcherOf(tool).Fills
	return len(fills) == 0 || r.lacking(i, r.fetches(tool, fills, i), func(*stage) bool { return false }) == nil
}

// fetches reports whether a RUN fetches an entry again by one of some phrases.
func (r *Builds) fetches(tool string, phrases []string, i uint32) func(runLine) bool {
	m := commands.FetcherOf(tool)
	return func(line runLine) bool {
		return m.PhraseFor(r.tree, line.Run, i, phrases) != "" && !r.away(tool, line, i, true)
	}
}
