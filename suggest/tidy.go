package suggest

import (
	"cmp"
	"fmt"
	"slices"
	"sync"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/cover"
	"github.com/buildctx/buildctx/ignore/diag"
	"github.com/buildctx/buildctx/suggest/catalog"
)

// An IdleLine is a line of the user's that does nothing: with it and without it
// the same is sent.
type IdleLine struct {
	// Line is where it stands in the file, counted from 1, Text what it says.
	Line int
	Text string
	// Why says what makes it idle, as in "**/node_modules says that".
	Why string
	// Safety is Safe where no file could make it matter, and Review where only
	// none is here that it matches.
	Safety diag.Safety
}

// maxIdle is the number of rules above which nobody looks for those that do
// nothing.
const maxIdle = 10_000

// tidy finds the idle lines of a proposal, those among them that new lines made
// idle, and leaves them out if it is asked to: those that are as safe as
// wanted. What is left out on trial is idle if the same is sent then: a
// directory with nothing in it may hang on a line that says nothing new.
func (p *Proposal) tidy(in Case, level diag.Safety, remove bool) {
	f := ignore.Parse(p.File, p.After)
	if n := len(f.Rules(in.Builder)); n > maxIdle {
		if remove {
			p.Notes = append(p.Notes, fmt.Sprintf("Of %d rules it was not looked at which do nothing: there are more than %d.", n, maxIdle))
		}
		return
	}
	found := idleLines(in, f, p.Added)
	if len(found) == 0 {
		return
	}
	now := in.Under(f).Eligible
	t := &trial{in: in, file: f, want: now, left: trials(f)}
	var goes, stays []idleRule
	for _, l := range found {
		if remove && l.line.Safety >= level {
			goes = append(goes, l)
		} else {
			stays = append(stays, l)
		}
	}
	goes = t.idle(goes)
	if text, err := t.without(goes); err == nil {
		p.After, t.gone = text, goes
	}
	for _, l := range goes {
		p.Idle = append(p.Idle, l.line)
		p.Removed = append(p.Removed, Suggestion{Pattern: l.line.Text, Line: l.line.Line, Why: l.line.Why, Safety: l.line.Safety})
	}
	for _, l := range t.idle(stays) {
		p.Idle = append(p.Idle, l.line)
	}
	slices.SortStableFunc(p.Idle, func(a, b IdleLine) int { return cmp.Compare(a.Line, b.Line) })
	for k := range p.Added {
		number := p.Added[k].Line
		for _, l := range goes {
			if l.rule.Line < number {
				p.Added[k].Line--
			}
		}
	}
}

// idleLines are the user's lines of a file that do nothing, with their rules:
// what another line says already, and what matches nothing and is no name that
// tools are known to use.
func idleLines(in Case, f *ignore.File, added []Suggestion) []idleRule {
	// Buildah makes a rule of an empty line with a carriage return, which is
	// not in force.
	rules, was := inForce(f.Rules(in.Builder)), inForce(in.Ignore.Rules(in.Builder))
	ours, fresh := make(map[int]bool), make(map[int]bool)
	for _, s := range added {
		ours[s.Line], fresh[s.Line] = true, s.Widened == ""
	}
	var out []idleRule
	idle := make(map[*ignore.Rule]bool)
	totals := sync.OnceValue(func() []buildcontext.Totals { return in.Tree.Matches(f.Matcher(in.Builder).Every()) })
	wider := newWider(f, in.Builder, rules)
	old := 0 // of the rule in the user's file
	for k, r := range rules {
		if fresh[r.Line] {
			continue
		}
		line := IdleLine{Line: was[old].Line, Text: r.Text}
		if old++; ours[r.Line] || r.Line < 1 {
			continue
		}
		if by := wider.said(k, idle); by != nil {
			idle[r] = true
			line.Safety, line.Why = diag.Safe, fmt.Sprintf("%s says that", by.Text)
			if by.Pattern == r.Pattern {
				line.Why = "is there twice"
			}
		} else if catalog.Familiar(r.Pattern) || totals()[r.Index] != (buildcontext.Totals{}) {
			continue
		} else {
			line.Safety, line.Why = diag.Review, "matches nothing here"
		}
		out = append(out, idleRule{line, r})
	}
	return out
}

// inForce are the rules that a builder follows.
func inForce(rules []*ignore.Rule) []*ignore.Rule {
	return slices.DeleteFunc(slices.Clone(rules), func(r *ignore.Rule) bool { return r.Index < 0 })
}

// An idleRule is a line with its rule in a file that has new lines too.
type idleRule struct {
	line IdleLine
	rule *ignore.Rule
}

// A trial leaves lines out of a file and compares what is sent.
type trial struct {
	in   Case
	file *ignore.File
	want *buildcontext.View
	gone []idleRule // left out for good
	left int        // how often something may still be tried
}

// trials is how often lines of a file are left out on trial, since each time
// the whole file is replayed: with few lines as often as there may be any, with
// many as often as still ends.
func trials(f *ignore.File) int {
	const least, lines = 20, 100_000
	return max(least, lines/(1+f.LineCount()))
}

// idle are those of the lines, in the order of the file, without which the same
// is sent. Mostly it is all of them, so that they are tried together, and by
// halves if that fails. Those that there is no time to try are none.
func (t *trial) idle(lines []idleRule) []idleRule {
	if t.left--; len(lines) == 0 || t.left < 0 {
		return nil
	}
	if text, err := t.without(lines); err == nil && t.in.leaves(ignore.Parse(t.file.Name, text), t.want) {
		return lines
	}
	if len(lines) == 1 {
		return nil
	}
	half := len(lines) / 2
	first := t.idle(lines[:half])
	before := t.gone
	t.gone = slices.Concat(before, first)
	rest := t.idle(lines[half:])
	t.gone = before
	return slices.Concat(first, rest)
}

// without is the file without some lines, and without those that are gone.
func (t *trial) without(lines []idleRule) ([]byte, error) {
	var edits []diag.Edit
	for _, l := range slices.Concat(t.gone, lines) {
		at := t.file.Line(l.rule.Line)
		edits = append(edits, diag.Edit{Start: at.Start, End: at.Next})
	}
	return diag.Apply(t.file.Bytes(), edits)
}

// leaves reports whether an ignore file leaves what a View says.
func (in Case) leaves(f *ignore.File, want *buildcontext.View) bool {
	is := in.Under(f).Eligible
	for i := range uint32(in.Tree.Len()) {
		if is.Sent(i) != want.Sent(i) {
			return false
		}
	}
	return true
}

// A wider finds rules that say what other rules say.
type wider struct {
	rules                []*ignore.Rule
	patterns, exceptions *cover.Covering
	since                []int // by number: of the rules before it, the first behind which none contradicts it
}

// newWider takes the rules of a file that are in force, in its order.
func newWider(f *ignore.File, b ignore.Builder, rules []*ignore.Rule) *wider {
	w := &wider{rules: rules, since: make([]int, len(rules))}
	w.patterns = cover.NewCovering(f, b, rules, func(r *ignore.Rule) bool { return r.Err == nil && !r.Negated })
	w.exceptions = cover.NewCovering(f, b, rules, func(r *ignore.Rule) bool { return r.Err == nil && r.Negated })
	for k := 1; k < len(rules); k++ {
		if w.since[k] = w.since[k-1]; rules[k].Negated != rules[k-1].Negated {
			w.since[k] = k
		}
	}
	return w
}

// said finds a rule that says all that the k-th one says. A later one has the
// last word; an earlier one does if nothing contradicts it before the other.
// Rules that are idle themselves do not count.
func (w *wider) said(k int, idle map[*ignore.Rule]bool) *ignore.Rule {
	r, search := w.rules[k], cover.Search{Same: true, Skip: func(by *ignore.Rule) bool { return idle[by] }}
	if r.Negated {
		return w.exceptions.Before(r, k, w.since[k], search)
	}
	if by := w.patterns.After(r, k, search); by != nil {
		return by
	}
	return w.patterns.Before(r, k, w.since[k], search)
}
