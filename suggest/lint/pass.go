package lint

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"sync"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/cover"
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

// rank is the order of the files.
func (p *Pass) rank(file string) int {
	switch {
	case file == p.path():
		return 0
	case file == p.Dockerfile:
		return 1
	}
	return 2
}

// path is where the ignore file lies, as findings show it.
func (p *Pass) path() string { return cmp.Or(p.Path, p.File.Name) }

func newPass(in Input) *Pass {
	in.File = cmp.Or(in.File, in.Ignore)
	p := &Pass{Input: in, dockerfile: &dockerfile{name: in.Dockerfile, src: in.Source, needs: in.ShownNeeds()}}
	p.checks = sync.OnceValue(func() []diag.Diagnostic { return in.File.Check(in.Builder) })
	p.rules = sync.OnceValue(p.inForce)
	p.every = sync.OnceValue(func() *ignore.Matcher { return in.File.Matcher(in.Builder).Every() })
	p.asking = sync.OnceValue(func() *ignore.Matcher {
		if in.Builder.AsksAgain() {
			return p.every()
		}
		all := ignore.Builders()
		return in.File.Matcher(all[slices.IndexFunc(all, ignore.Builder.AsksAgain)]).Every()
	})
	p.matches = sync.OnceValue(p.countMatches)
	p.shares = sync.OnceValue(p.shareIdle)
	p.anchored = sync.OnceValue(p.findAnchored)
	p.exceptions = sync.OnceValue(p.firstExceptions)
	p.firstPattern = sync.OnceValue(p.findFirstPattern)
	p.undoing = sync.OnceValue(p.findUndone)
	p.patterns = sync.OnceValue(func() *cover.Covering {
		return cover.NewCovering(p.File, p.Builder, p.rules(), func(r *ignore.Rule) bool { return !r.Negated })
	})
	p.differing = sync.OnceValue(p.findDiffering)
	p.endings = sync.OnceValue(p.findEndings)
	p.end = sync.OnceValue(p.findEnd)
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
	drafts   []*draft
	silenced []*suppression
	muted    int // findings that were taken away
	mutes    mutes
	replayed int // entries, to prove fixes
	replays  int

	dockerfile *dockerfile

	// What follows is worked out when it is first asked for.

	checks     func() []diag.Diagnostic
	rules      func() []*ignore.Rule // those in force, in the order of the file
	every      func() *ignore.Matcher
	asking     func() *ignore.Matcher // the same for the builder that asks again
	matches    func() []buildcontext.Totals
	shares     func() [][]buildcontext.Share
	anchored   func() map[*ignore.Rule][]uint32
	exceptions func() map[string]*ignore.Rule // the first with each pattern
	undoing    func() undoing

	firstPattern func() *ignore.Rule    // the first that is no exception
	patterns     func() *cover.Covering // of the rules that are no exceptions
	differing    func() map[*Other][]uint32
	endings      func() map[string]bool // of files that are sent
	end          func() string          // the line end of the file
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

// whole is the place of what is found about the build as a whole: the ignore
// file, or the Dockerfile where there is none, or else the directory.
func (p *Pass) whole() Span {
	switch {
	case p.IgnorePath != "":
		return Span{File: p.path()}
	case p.Dockerfile != "" && p.Dockerfile != "-":
		return Span{File: p.Dockerfile}
	}
	return Span{File: cmp.Or(p.Dir, ".")}
}

// inForce are the rules in force.
func (p *Pass) inForce() []*ignore.Rule {
	return slices.DeleteFunc(slices.Clone(p.File.Rules(p.Builder)), func(r *ignore.Rule) bool { return r.Index < 0 || r.Err != nil || r.Line < 1 })
}

// seen reports whether it is known what lies in the directory.
func (p *Pass) seen() bool { return p.Eligible != nil }

// matched counts what a rule matches with all that lies below, whoever decides
// about it.
func (p *Pass) matched(r *ignore.Rule) buildcontext.Totals { return p.matches()[r.Index] }

func (p *Pass) countMatches() []buildcontext.Totals {
	return p.Eligible.Tree.Matches(p.every())
}

// shareIdle divides what the rules that decide about nothing match among those
// that do; other rules, and those that match nothing, have no shares.
func (p *Pass) shareIdle() [][]buildcontext.Share {
	return p.Eligible.Tree.Shares(p.every(), func(r *ignore.Rule) bool {
		return p.decides(r) == (buildcontext.Totals{})
	})
}

// decides counts what a rule decides about: what it keeps out, or brings back.
func (p *Pass) decides(r *ignore.Rule) buildcontext.Totals { return p.Eligible.Usage[r.Index] }

// absent reports whether a rule matches nothing; false where that is not known.
func (p *Pass) absent(r *ignore.Rule) bool {
	return p.seen() && !r.Late && p.matched(r) == (buildcontext.Totals{})
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

// removed is the edit that takes a line away.
func (p *Pass) removed(r *ignore.Rule) diag.Edit {
	return diag.Edit{Start: begin(p.File, r.Line-1), End: p.File.Line(r.Line).Next}
}

// at is the place of another line of the file.
func (p *Pass) at(r *ignore.Rule, format string, args ...any) diag.Related {
	return diag.Related{File: p.path(), Start: r.Start, End: r.End, Message: fmt.Sprintf(format, args...)}
}
