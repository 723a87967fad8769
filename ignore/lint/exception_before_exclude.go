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
			p.Report(r, Finding{
				Help: "put it behind the other line", Related: []diag.Related{p.at(by, "this has the last word")},
				Fixes: []diag.Fix{p.behind(r, by)},
			}, "line %d (%s) keeps out again what this brings back", by.Line, by.Text)
		}
	},
}

// behind is the fix that puts a line behind a later one.
func (p *Pass) behind(r, other *ignore.Rule) diag.Fix {
	line, last := p.File.Lines()[r.Line-1], p.File.Lines()[other.Line-1]
	text := string(p.File.Bytes()[line.Start:line.End]) + p.end()
	if last.Next == last.End { // the file ends without a line end
		text = p.end() + string(p.File.Bytes()[line.Start:line.End])
	}
	return p.fix("put it behind the other line", p.removed(r), diag.Edit{Start: last.Next, End: last.Next, New: text})
}

// overruled is a later rule that keeps out all that a negation brings back; nil if there
// is none. What is there shows it. For what is not there the text alone does, unless a
// line before the negation keeps things out: a later one may then be without effect,
// because a builder does not compare a directory that is out already
// (moby/patternmatcher, MatchesUsingParentResults).
func (p *Pass) overruled(r *ignore.Rule) *ignore.Rule {
	if !r.Negated {
		return nil
	}
	if p.seen() && !p.absent(r) {
		return p.decider(r)
	}
	for _, by := range p.rules() {
		switch {
		case by.Negated:
		case by.Line < r.Line:
			return nil
		case by.Covers(r):
			return by
		}
	}
	return nil
}

// decider is the later rule that decides first about what an idle negation matches; nil
// if there is none.
func (p *Pass) decider(r *ignore.Rule) *ignore.Rule {
	rules := p.File.Matcher(p.Builder).Rules()
	for _, share := range p.shares()[r.Index] {
		if share.By > r.Index && !rules[share.By].Negated {
			return rules[share.By]
		}
	}
	return nil
}
