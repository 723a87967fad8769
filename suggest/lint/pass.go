package lint

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/diag"
)

// Run applies all rules, and leaves out what comments in the files and the
// configuration silence. Findings of the ignore file come first, then those of
// the Dockerfile, then all others, each in the order of the file, what is about
// a file as a whole first. Silenced counts those that are left out.
func Run(in Input) (found []diag.Diagnostic, silenced int) {
	p := newPass(in)
	p.lint()
	return p.found, p.muted
}

// lint runs the rules and proves the fixes of what they find.
func (p *Pass) lint() {
	for _, r := range Rules {
		if r != uselessSuppression && r.holdsFor(p.Builder) {
			p.run(r)
		}
	}
	p.settle()
	p.suppress()
	p.run(uselessSuppression)
	p.silence()
	slices.SortStableFunc(p.found, func(a, b diag.Diagnostic) int {
		return cmp.Or(cmp.Compare(p.rank(a.File), p.rank(b.File)), strings.Compare(a.File, b.File), cmp.Compare(a.Start, b.Start), cmp.Compare(min(a.End, 1), min(b.End, 1)))
	})
}

func newPass(in Input) *Pass {
	p := newProject(in)
	return &Pass{project: p, prover: prover{project: p}}
}

func (p *Pass) run(r *Rule) {
	p.rule = r
	r.Run(p)
}

// A Pass is what a rule is given: what is known, and the means to report.
type Pass struct {
	*project
	rule     *Rule
	found    []diag.Diagnostic
	drafts   []*draft
	prover   prover
	silenced []*suppression
	muted    int // findings that were taken away
	mutes    mutes
}

// A Finding is what a rule reports.
type Finding struct {
	// Help says what to do about it; Related are places that explain it.
	Help    string
	Related []diag.Related
	// Fixes are tried one after the other, and the first that will do is on
	// offer.
	Fixes []diag.Fix
	// Severity replaces that of the rule, if it is another one.
	Severity *diag.Severity

	does  func(t *trial, nth int, safety diag.Safety) bool // whether the nth fix does what it is for; nil for always
	goes  *ignore.Rule                                     // the rule that tells it, if it is not one that the fix changes
	sure  bool                                             // there is no finding unless the fix is safe
	helps func(diag.Fix) string                            // replaces Help, if there is a fix that will do
}

// Report reports a finding about a line of the file.
func (p *Pass) Report(r *ignore.Rule, f Finding, format string, args ...any) {
	p.ReportSpan(r.Start, r.End, f, format, args...)
}

// ReportSpan reports a finding about the bytes of the file from start up to
// end.
func (p *Pass) ReportSpan(start, end int, f Finding, format string, args ...any) {
	p.reportAt(Span{p.path(), start, end}, f, format, args...)
}

// reportAt reports a finding about a part of any file.
func (p *Pass) reportAt(at Span, f Finding, format string, args ...any) {
	severity := p.rule.Severity
	if f.Severity != nil {
		severity = *f.Severity
	}
	p.found = append(p.found, diag.Diagnostic{
		Rule: p.rule.ID, Severity: severity, File: at.File, Start: at.Start, End: at.End,
		Message: fmt.Sprintf(format, args...), Help: f.Help, Related: f.Related,
	})
	if len(f.Fixes) > 0 {
		p.draft(f)
	}
}

// fix is a fix that may be safe: if the same is sent with it as without, on the
// directory that is there. Otherwise it is for review, and for display only if
// the build may fail with it.
func (p *Pass) fix(title string, edits ...diag.Edit) diag.Fix {
	return diag.Fix{Title: title, Safety: diag.Safe, Edits: edits}
}

func refusals(found []diag.Diagnostic) (n int) {
	for _, d := range found {
		if d.Severity == diag.Error {
			n++
		}
	}
	return n
}

// looked caps how safe a fix is: what it changes may matter tomorrow, so that a
// person has to look at it.
func looked(f diag.Fix) diag.Fix {
	f.Safety = min(f.Safety, diag.Review)
	return f
}
