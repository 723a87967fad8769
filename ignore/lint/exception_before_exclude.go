package lint

import (
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/diag"
)

// exceptionBeforeExclude finds negations that a later line undoes: the last line that
// matches decides.
var exceptionBeforeExclude = &Rule{
	ID: "exception-before-exclude", Severity: diag.Warning,
	What: "A line with \"!\" stands before the line that keeps out what it brings back.",
	Why:  "The last line that matches decides, so that the exception has no effect.",
	Bad:  Example{Ignore: "!docs/keep.txt\ndocs\n", Files: "docs/keep.txt docs/a", Fixed: "docs\n!docs/keep.txt\n"},
	Good: Example{Ignore: "docs\n!docs/keep.txt\n", Files: "docs/keep.txt docs/a"},
	Run: func(p *Pass) {
		for _, r := range p.rules() {
			by := p.overruled(r)
			if by == nil {
				continue
			}
			line, last := p.File.Lines()[r.Line-1], p.File.Lines()[by.Line-1]
			text := string(p.File.Bytes()[line.Start:line.End]) + p.end()
			if last.Next == last.End { // the file ends without a line end
				text = p.end() + string(p.File.Bytes()[line.Start:line.End])
			}
			p.Report(r, Finding{
				Help: "put it behind the other line", Related: []diag.Related{p.at(by, "this has the last word")},
				Fixes: []diag.Fix{p.fix("put it behind the other line", p.removed(r), diag.Edit{Start: last.Next, End: last.Next, New: text})},
			}, "line %d (%s) keeps out again what this brings back", by.Line, by.Text)
		}
	},
}

// overruled is the first later rule that keeps out all that a negation brings back;
// nil if there is none.
func (p *Pass) overruled(r *ignore.Rule) *ignore.Rule {
	if !r.Negated {
		return nil
	}
	for _, by := range p.rules() {
		if by.Line > r.Line && !by.Negated && by.Covers(r) {
			return by
		}
	}
	return nil
}
