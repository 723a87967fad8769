package stages

import (
	"path"
	"strings"

	"github.com/buildctx/buildctx/context/needs"
)

// A Move is what a command takes from one place of its stage to another, a copy
// or a link as well: absolute paths, with wildcards in From.
type Move struct{ From, To string }

// A moving is a Move with the line of its RUN, whose mounts it sees.
type moving struct {
	Move
	line int
}

// Follow has the traces go through what commands move.
func (s *Stages) Follow(moves func(*needs.Command) []Move) {
	for k := range s.set.Commands {
		x := &s.set.Commands[k]
		for _, m := range moves(x) {
			s.moves[x.StageIndex] = append(s.moves[x.StageIndex], moving{m, x.Line})
		}
	}
}

// moved follows what a command may have put at a path. It does so once on a way
// back: what is copied into itself would be followed for ever.
func (t *tracing) moved(m *moving, at step) {
	below, ok := cut(at.path, m.To)
	if !ok || t.under[m] {
		return
	}
	t.under[m] = true
	defer delete(t.under, m)
	from := placed(m.From, below, false)
	if head, rest, deep := strings.Cut(below, "/"); deep {
		// What is moved to a directory that is there keeps its name.
		if is, _ := path.Match(head, path.Base(m.From)); is {
			from = append(from, path.Join(m.From, rest))
		}
	}
	for _, name := range from {
		t.seenBy(m.line, step{at.stage, name})
	}
}

// seenBy follows a path as the command of a line sees it, which is that of a
// mount where there is one.
func (t *tracing) seenBy(line int, at step) {
	for k := range t.set.Sources {
		if x := &t.set.Sources[k]; x.Target != "" && x.Line == line && x.StageIndex == at.stage && x.Context == "" && x.Unknown == "" {
			if below, ok := cut(at.path, x.Target); ok {
				t.source(x, below)
			}
		}
	}
	for k := range t.set.Transfers {
		if x := &t.set.Transfers[k]; x.Target != "" && x.Line == line && x.StageIndex == at.stage && x.Path != "" && x.From >= 0 {
			if below, ok := cut(at.path, x.Target); ok {
				t.follow(step{x.From, path.Join(x.Path, below)})
			}
		}
	}
	t.follow(at)
}
