package lint

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"sync"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/diag"
)

// Input is an ignore file, with the directory that it is for.
type Input struct {
	// File is the ignore file, Builder the program that reads it. Path is where it lies,
	// as findings show it; empty for the name of File.
	File    *ignore.File
	Builder ignore.Builder
	Path    string
	// Eligible is what File leaves of the directory; nil where only the text is
	// known. Rules that depend on what is there then keep silent.
	Eligible *buildcontext.View
	// Replay is what another ignore file would leave, and what would be sent; where it is
	// nil the tree of Eligible is replayed under the rules alone.
	Replay func(*ignore.File) (eligible, sent *buildcontext.View)
	// Build is what the ignore file is for; nil where only the directory is known.
	Build *Build
	// Silenced are rules that are not wanted at all.
	Silenced []Silence
}

// Run applies all rules, and leaves out what comments in the files and the configuration
// silence. Findings of the ignore file come first, then those of the Dockerfile, then all
// others, each in the order of the file, what is about a file as a whole first.
func Run(in Input) []diag.Diagnostic {
	p := newPass(in)
	for _, r := range Rules {
		if r != uselessSuppression {
			p.run(r)
		}
	}
	p.suppress()
	p.run(uselessSuppression)
	p.silence()
	slices.SortStableFunc(p.found, func(a, b diag.Diagnostic) int {
		return cmp.Or(cmp.Compare(p.rank(a.File), p.rank(b.File)), strings.Compare(a.File, b.File), cmp.Compare(a.Start, b.Start), cmp.Compare(min(a.End, 1), min(b.End, 1)))
	})
	return p.found
}

// rank is the order of the files.
func (p *Pass) rank(file string) int {
	switch {
	case file == p.path():
		return 0
	case p.Build != nil && file == p.Build.Dockerfile:
		return 1
	}
	return 2
}

// path is where the ignore file lies, as findings show it.
func (p *Pass) path() string { return cmp.Or(p.Path, p.File.Name) }

func newPass(in Input) *Pass {
	p := &Pass{Input: in}
	p.checks = sync.OnceValue(func() []diag.Diagnostic { return in.File.Check(in.Builder) })
	p.matches = sync.OnceValue(p.countMatches)
	p.shares = sync.OnceValue(p.shareIdle)
	return p
}

func (p *Pass) run(r *Rule) {
	p.rule = r
	r.Run(p)
}

// A Pass is what a rule is given.
type Pass struct {
	Input
	rule     *Rule
	found    []diag.Diagnostic
	silenced []*suppression
	replayed int // entries, to prove fixes
	checks   func() []diag.Diagnostic
	matches  func() []buildcontext.Totals
	shares   func() [][]buildcontext.Share
}

// A Finding is what a rule reports.
type Finding struct {
	// Help says what to do about it; Related are places that explain it.
	Help    string
	Related []diag.Related
	Fixes   []diag.Fix
	// Severity replaces that of the rule, if it is another one.
	Severity *diag.Severity
}

// Report reports a finding about a line of the file.
func (p *Pass) Report(r *ignore.Rule, f Finding, format string, args ...any) {
	p.ReportSpan(r.Start, r.End, f, format, args...)
}

// ReportSpan reports a finding about the bytes of the file from start up to end.
func (p *Pass) ReportSpan(start, end int, f Finding, format string, args ...any) {
	p.reportAt(Span{p.path(), start, end}, f, format, args...)
}

// reportAt reports a finding about a part of any file.
func (p *Pass) reportAt(at Span, f Finding, format string, args ...any) {
	severity := p.rule.Severity
	if f.Severity != nil {
		severity = *f.Severity
	}
	f.Fixes = slices.DeleteFunc(f.Fixes, func(fix diag.Fix) bool { return at.File == p.path() && p.refused(fix.Edits) })
	p.found = append(p.found, diag.Diagnostic{
		Rule: p.rule.ID, Severity: severity, File: at.File, Start: at.Start, End: at.End,
		Message: fmt.Sprintf(format, args...), Help: f.Help, Related: f.Related, Fixes: f.Fixes,
	})
}

// whole is the place of what is found about the build as a whole: the ignore file, or the
// Dockerfile where there is none, or else the directory.
func (p *Pass) whole() Span {
	switch {
	case p.Build == nil || !p.Build.Bare:
		return Span{File: p.path()}
	case p.Build.Dockerfile != "" && p.Build.Dockerfile != "-":
		return Span{File: p.Build.Dockerfile}
	}
	return Span{File: p.Build.Dir}
}

// rules are the rules in force.
func (p *Pass) rules() []*ignore.Rule {
	return slices.DeleteFunc(slices.Clone(p.File.Rules(p.Builder)), func(r *ignore.Rule) bool { return r.Index < 0 || r.Err != nil || r.Line < 1 })
}

// seen reports whether it is known what lies in the directory.
func (p *Pass) seen() bool { return p.Eligible != nil }

// matched counts what a rule matches with all that lies below, whoever decides about
// it.
func (p *Pass) matched(r *ignore.Rule) buildcontext.Totals { return p.matches()[r.Index] }

func (p *Pass) countMatches() []buildcontext.Totals {
	return p.Eligible.Tree.Matches(p.File.Matcher(p.Builder).Every())
}

// shareIdle divides what the rules that decide about nothing match among those that do;
// other rules, and those that match nothing, have no shares.
func (p *Pass) shareIdle() [][]buildcontext.Share {
	return p.Eligible.Tree.Shares(p.File.Matcher(p.Builder).Every(), func(r *ignore.Rule) bool {
		return p.decides(r) == (buildcontext.Totals{})
	})
}

// decides counts what a rule decides about: what it keeps out, or brings back.
func (p *Pass) decides(r *ignore.Rule) buildcontext.Totals { return p.Eligible.Usage[r.Index] }

// absent reports whether a rule matches nothing; false where that is not known.
func (p *Pass) absent(r *ignore.Rule) bool {
	return p.seen() && !r.Late && p.matched(r) == (buildcontext.Totals{})
}

// fix is a cure. It is safe if the same is sent with it as without, on the directory that
// is there, and for display only if the build may fail with it.
func (p *Pass) fix(title string, edits ...diag.Edit) diag.Fix {
	return diag.Fix{Title: title, Safety: p.safety(edits), Edits: edits}
}

func (p *Pass) safety(edits []diag.Edit) diag.Safety {
	text, err := diag.Apply(p.File.Bytes(), edits)
	if err != nil || !p.seen() || !p.affords() {
		return diag.Review
	}
	f := ignore.Parse(p.File.Name, text)
	then, sent := p.replay(f)
	switch {
	case stops(sent) > stops(p.sends()):
		return diag.DisplayOnly // a pattern is compared now that the builder cannot compare
	case !p.Eligible.SendsAs(then):
		if p.Build != nil && p.Build.Keeps != nil && !p.Build.Keeps(f, then) {
			return diag.DisplayOnly
		}
		return diag.Review
	case !p.agreeOn(f, nil):
		return diag.Review
	}
	return diag.Safe
}

// stops counts what the builder would stop at.
func stops(v *buildcontext.View) (n int) {
	for _, f := range v.Failures {
		if f.Stops {
			n++
		}
	}
	return n
}

// replay is what another text of the file leaves, and what is sent then.
func (p *Pass) replay(f *ignore.File) (left, sent *buildcontext.View) {
	if p.Replay != nil {
		return p.Replay(f)
	}
	left = p.Eligible.Tree.Replay(buildcontext.Rules{Builder: p.Builder, Ignore: f.Matcher(p.Builder)})
	return left, left
}

// sends is what is sent.
func (p *Pass) sends() *buildcontext.View {
	if p.Build != nil && p.Build.Sent != nil {
		return p.Build.Sent
	}
	return p.Eligible
}

// refused reports whether the builder refuses more of a file with some edits than without.
func (p *Pass) refused(edits []diag.Edit) bool {
	text, err := diag.Apply(p.File.Bytes(), edits)
	if err != nil {
		return true
	}
	return refusals(ignore.Parse(p.File.Name, text).Check(p.Builder)) > refusals(p.checks())
}

func refusals(found []diag.Diagnostic) (n int) {
	for _, d := range found {
		if d.Severity == diag.Error {
			n++
		}
	}
	return n
}

// looked caps how safe a fix is: what it changes may matter tomorrow, so that a person has
// to look at it.
func looked(f diag.Fix) diag.Fix {
	f.Safety = min(f.Safety, diag.Review)
	return f
}

// begin is where a line begins, behind the byte order mark of the file.
func (p *Pass) begin(line ignore.Line) int {
	if line.Start == 0 && strings.HasPrefix(string(p.File.Bytes()), bom) {
		return len(bom)
	}
	return line.Start
}

// affords reports whether one more replay is not too much: all of a run take about as long
// as it takes to read a million entries. A rule costs as much as a dozen entries.
func (p *Pass) affords() bool {
	const most, rule = 40_000_000, 12
	p.replayed += p.Eligible.Tree.Len() + rule*p.File.LineCount()
	return p.replayed <= most
}

// removed is the edit that takes a line away.
func (p *Pass) removed(r *ignore.Rule) diag.Edit {
	line := p.File.Line(r.Line)
	return diag.Edit{Start: p.begin(line), End: line.Next}
}

// at is the place of another line of the file.
func (p *Pass) at(r *ignore.Rule, format string, args ...any) diag.Related {
	return diag.Related{File: p.path(), Start: r.Start, End: r.End, Message: fmt.Sprintf(format, args...)}
}
