package lint

import (
	"fmt"
	"maps"
	"slices"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/diag"
)

// emptyFileException finds lines that take the content, and only that, of a
// file that is brought back: BuildKit asks the list in one way when it walks
// and in another when it opens a file (fsutil filter.go, Walk and Open;
// send.go, sendFile, takes no notice).
var emptyFileException = &Rule{
	ID: "empty-file-exception", Severity: diag.Error, Builders: []ignore.Builder{ignore.BuildKit},
	What: "A line keeps out a directory behind the line with \"!\" that brings back a file of it.",
	Why:  "BuildKit sends the file with no content, and says nothing. The classic builder sends it whole, Buildah not at all.",
	Bad:  Example{Ignore: "*\n!src/f\nsrc\n", Files: "a src/f src/g", Fixed: "*\nsrc\n!src/f\n"},
	Good: Example{Ignore: "*\nsrc\n!src/f\n", Files: "a src/f src/g"},
	Run: func(p *Pass) {
		if !p.seen() {
			return
		}
		found := p.findEmptied()
		byLine := func(a, b *ignore.Rule) int { return a.Line - b.Line }
		for _, by := range slices.SortedFunc(maps.Keys(found), byLine) {
			f := found[by]
			what := f.first + " arrives"
			if f.more > 0 {
				what = fmt.Sprintf("%s and %d more arrive", f.first, f.more)
			}
			finding := Finding{Help: "put the exception behind this line"}
			if f.backs[f.back] {
				finding.Related = []diag.Related{p.at(f.back, "this brings it back")}
				finding.Fixes = []diag.Fix{p.behind(by, slices.SortedFunc(maps.Keys(f.backs), byLine)...)}
			}
			p.Report(by, finding, "%s with no content: this keeps out the directory above when BuildKit opens the file", what)
		}
	},
}

// An emptying is what a line takes the content of: the first file and how many
// more there are, with the exceptions before that line that bring them back.
type emptying struct {
	first string
	more  int
	back  *ignore.Rule // of the first file
	backs map[*ignore.Rule]bool
}

// findEmptied finds the files that arrive without their content, by the line
// that takes it.
func (p *project) findEmptied() map[*ignore.Rule]*emptying {
	m := p.File.Matcher(p.Builder)
	found := make(map[*ignore.Rule]*emptying)
	for e := range p.Eligible.Entries() {
		if e.Note != buildcontext.NoteEmpty {
			continue
		}
		path := p.Eligible.Tree.Path(e.Index)
		by, back := p.every().EmptiedBy(path), m.Decide(path).By
		switch {
		case by == nil || by.Line < 1:
			continue
		case found[by] == nil:
			found[by] = &emptying{first: path, back: back, backs: make(map[*ignore.Rule]bool)}
		default:
			found[by].more++
		}
		if back != nil && back.Negated && back.Line > 0 && back.Line < by.Line {
			found[by].backs[back] = true
		}
	}
	return found
}
