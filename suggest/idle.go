package suggest

import (
	"cmp"
	"fmt"
	"slices"
	"sync"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/ignore"
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

// maxIdle is up to how many rules it is looked at which of them do nothing.
const maxIdle = 10_000

// tidy finds the idle lines of a proposal, those among them that new lines made
// idle, and leaves them out if it is asked to: those that are as safe as wanted.
// What is left out on trial is idle if the same is sent then: a directory with
// nothing in it may hang on a line that says nothing new.
func (p *Proposal) tidy(in Input, level diag.Safety, remove bool) {
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
	now, _ := in.replay(f)
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

// idleLines are the user's lines of a file that do nothing, with their rules: what
// another line says already, and what matches nothing and is no name that tools
// are known to use.
func idleLines(in Input, f *ignore.File, added []Suggestion) []idleRule {
	// Buildah makes a rule of an empty line with a carriage return, which is not in force.
	rules, was := inForce(f.Rules(in.Builder)), inForce(in.File.Rules(in.Builder))
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
