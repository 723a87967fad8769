package lint

import (
	buildcontext "github.com/buildctx/buildctx/context"
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
			if by == nil || r.Covers(by) && r.Pattern != by.Pattern {
				continue // what is let in is wide, and what is kept out of it is particular
			}
			f := Finding{Help: "put it behind the other line", Related: []diag.Related{p.at(by, "this has the last word")}}
			if r.Pattern == by.Pattern {
				f.Help, f.Fixes = "remove it", []diag.Fix{p.fix("remove it", p.removed(r))}
			} else if fix := p.behind(r, by); p.helps(fix, r, by) {
				f.Fixes = []diag.Fix{fix}
			}
			p.Report(r, f, "line %d (%s) keeps out again what this brings back", by.Line, by.Text)
		}
	},
}

// behind is the fix that puts a line behind a later one, with the comments that are about
// it alone.
func (p *Pass) behind(r, other *ignore.Rule) diag.Fix {
	src := p.File.Bytes()
	line, last := p.File.Line(r.Line), p.File.Line(other.Line)
	first := line
	if alone := r.Line == p.File.LineCount() || p.File.Line(r.Line+1).Kind != ignore.Pattern; alone {
		for n := r.Line - 1; n > 0 && p.File.Line(n).Kind == ignore.Comment; n-- {
			first = p.File.Line(n)
		}
	}
	start := p.begin(first)
	text := string(src[start:line.End]) + p.end()
	if last.Next == last.End { // the file ends without a line end
		text = p.end() + string(src[start:line.End])
	}
	return p.fix("put it behind the other line", diag.Edit{Start: start, End: line.Next}, diag.Edit{Start: last.Next, End: last.Next, New: text})
}

// helps reports whether a fix that has an exception and another line change places lets the
// exception bring something back, without a finding the other way round. Where the directory is not known it may.
func (p *Pass) helps(fix diag.Fix, exception, other *ignore.Rule) bool {
	text, err := diag.Apply(p.File.Bytes(), fix.Edits)
	if err != nil || !p.seen() {
		return err == nil
	}
	in := p.Input
	in.File = ignore.Parse(p.File.Name, text)
	in.Eligible, _ = p.replay(in.File)
	then := newPass(in)
	for _, r := range then.rules() {
		if r.Negated && r.Pattern == exception.Pattern {
			idle := !then.absent(r) && then.decides(r) == (buildcontext.Totals{})
			is := func(found *ignore.Rule) bool { return found != nil && found.Pattern == other.Pattern }
			return !idle && !is(then.undone(r)) && !is(then.overruled(r))
		}
	}
	return false
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
