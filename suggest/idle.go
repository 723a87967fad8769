package suggest

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"sync"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/diag"
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

// maxIdle is how many rules are compared with each other.
const maxIdle = 1000

// tidy finds the idle lines of a proposal, those among them that new lines made
// idle, and leaves them out if it is asked to: those that are as safe as wanted.
// Each is left out on trial, with those before it, and is idle if the same is sent
// then: a directory with nothing in it may hang on a line that says nothing new.
func (p *Proposal) tidy(in Input, level diag.Safety, remove bool) {
	f := ignore.Parse(p.File, p.After)
	now, _ := in.replay(f)
	var edits []diag.Edit
	after := p.After
	gone := make(map[int]bool)
	idle, rules := idleLines(in, f, p.Added)
	for k, r := range rules {
		at := f.Lines()[r.Line-1]
		trial := append(slices.Clone(edits), diag.Edit{Start: at.Start, End: at.Next})
		text, err := diag.Apply(p.After, trial)
		if err != nil || !in.leaves(ignore.Parse(p.File, text), now) {
			continue
		}
		p.Idle = append(p.Idle, idle[k])
		if remove && idle[k].Safety >= level {
			edits, after = trial, text
			p.Removed = append(p.Removed, Suggestion{Pattern: idle[k].Text, Line: idle[k].Line, Why: idle[k].Why, Safety: idle[k].Safety})
			gone[r.Line] = true
		}
	}
	p.After = after
	for k := range p.Added {
		number := p.Added[k].Line
		for line := range gone {
			if line < number {
				p.Added[k].Line--
			}
		}
	}
}

// leaves reports whether an ignore file leaves what a View says.
func (in Input) leaves(f *ignore.File, want *buildcontext.View) bool {
	is, _ := in.replay(f)
	for i := range uint32(in.Tree.Len()) {
		if is.Sent(i) != want.Sent(i) {
			return false
		}
	}
	return true
}

// idleLines are the user's lines of a file that do nothing, with their rules: what
// another line says already, and what matches nothing and is no name that tools
// are known to use.
func idleLines(in Input, f *ignore.File, added []Suggestion) ([]IdleLine, []*ignore.Rule) {
	rules, was := f.Rules(in.Builder), in.File.Rules(in.Builder)
	if len(rules) > maxIdle {
		return nil, nil
	}
	ours, fresh := make(map[int]bool), make(map[int]bool)
	for _, s := range added {
		ours[s.Line], fresh[s.Line] = true, s.Widened == ""
	}
	var out []IdleLine
	var of []*ignore.Rule
	idle := make(map[*ignore.Rule]bool)
	totals := sync.OnceValue(func() []buildcontext.Totals { return in.Tree.Matches(f.Matcher(in.Builder).Every()) })
	old := 0 // of the rule in the user's file
	for k, r := range rules {
		if fresh[r.Line] {
			continue
		}
		line := IdleLine{Line: was[old].Line, Text: r.Text}
		if old++; ours[r.Line] || r.Err != nil || r.Index < 0 || r.Line < 1 {
			continue
		}
		if by := said(rules, k, idle); by != nil {
			idle[r] = true
			line.Safety, line.Why = diag.Safe, fmt.Sprintf("%s says that", by.Text)
			if by.Pattern == r.Pattern {
				line.Why = "is there twice"
			}
		} else if familiar(r.Pattern) || totals()[r.Index] != (buildcontext.Totals{}) {
			continue
		} else {
			line.Safety, line.Why = diag.Review, "matches nothing here"
		}
		out, of = append(out, line), append(of, r)
	}
	return out, of
}

// said finds a rule that says all that another one says. A later one has the last
// word; an earlier one does if nothing contradicts it before the other. Rules
// that are idle themselves do not count.
func said(rules []*ignore.Rule, k int, idle map[*ignore.Rule]bool) *ignore.Rule {
	r := rules[k]
	fits := func(by *ignore.Rule) bool {
		return by.Err == nil && by.Negated == r.Negated && !idle[by] && covers(by.Pattern, r.Pattern)
	}
	for _, by := range rules[k+1:] {
		if fits(by) && !r.Negated {
			return by
		}
	}
	for j := k - 1; j >= 0 && rules[j].Negated == r.Negated; j-- {
		if fits(rules[j]) {
			return rules[j]
		}
	}
	return nil
}

// covers reports whether whatever one pattern matches, with all that lies below,
// the other one matches too. It is sure, not complete.
func covers(wide, narrow string) bool {
	switch {
	case wide == narrow:
		return true
	case strings.HasPrefix(narrow, "**"):
		return strings.HasPrefix(narrow, "**/") && strings.HasPrefix(wide, "**/") && covers(wide, narrow[len("**/"):])
	}
	components := strings.Split(narrow, "/")
	name, anywhere := strings.CutPrefix(wide, "**/")
	if !anywhere {
		return !isGlob(wide) && strings.HasPrefix(narrow, wide+"/")
	}
	if strings.Contains(name, "/") || strings.Contains(name, "**") {
		return false
	}
	for _, component := range components {
		if component == name {
			return true
		}
		if ok, err := path.Match(name, component); ok && err == nil && !isGlob(component) {
			return true
		}
	}
	return false
}

// familiar reports whether a pattern has a name in it that the catalog knows, or
// that means the same in most projects, so that it is there for what a tool may
// leave tomorrow.
func familiar(pattern string) bool {
	index := theNames()
	found := false
	for component := range strings.SplitSeq(pattern, "/") {
		index.each(component, func(*known) { found = true })
		category, _ := ordinary(component)
		found = found || directories[component] != "" || category != Other
	}
	return found
}
