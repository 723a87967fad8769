package lint

import (
	"cmp"
	"slices"
	"sync"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/cover"
	"github.com/buildctx/buildctx/ignore/diag"
)

// A project is an ignore file with the build that it is for, and what rules ask
// about it.
type project struct {
	Input
	dockerfile *dockerfile

	// What follows is worked out when it is first asked for.

	checks     func() []diag.Diagnostic
	rules      func() []*ignore.Rule // those in force, in the order of the file
	every      func() ignore.FullMatcher
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

func newProject(in Input) *project {
	in.File = cmp.Or(in.File, in.Ignore)
	p := &project{Input: in, dockerfile: &dockerfile{name: in.Dockerfile, src: in.Source, needs: in.ShownNeeds()}}
	p.checks = sync.OnceValue(func() []diag.Diagnostic { return in.File.Check(in.Builder) })
	p.rules = sync.OnceValue(p.inForce)
	p.every = sync.OnceValue(func() ignore.FullMatcher { return in.File.Matcher(in.Builder).Every() })
	p.asking = sync.OnceValue(func() *ignore.Matcher {
		if in.Builder.AsksAgain() {
			return p.every().Matcher
		}
		all := ignore.Builders()
		return in.File.Matcher(all[slices.IndexFunc(all, ignore.Builder.AsksAgain)]).Every().Matcher
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

// inForce are the rules in force.
func (p *project) inForce() []*ignore.Rule {
	return slices.DeleteFunc(slices.Clone(p.File.Rules(p.Builder)), func(r *ignore.Rule) bool { return r.Index < 0 || r.Err != nil || r.Line < 1 })
}

// matched counts what a rule matches with all that lies below, whoever decides
// about it.
func (p *project) matched(r *ignore.Rule) buildcontext.Totals { return p.matches()[r.Index] }

func (p *project) countMatches() []buildcontext.Totals {
	return p.Eligible.Tree.Matches(p.every())
}

// shareIdle divides what the rules that decide about nothing match among those
// that do; other rules, and those that match nothing, have no shares.
func (p *project) shareIdle() [][]buildcontext.Share {
	return p.Eligible.Tree.Shares(p.every(), func(r *ignore.Rule) bool {
		return p.decides(r) == (buildcontext.Totals{})
	})
}

// decides counts what a rule decides about: what it keeps out, or brings back.
func (p *project) decides(r *ignore.Rule) buildcontext.Totals { return p.Eligible.Usage[r.Index] }

// absent reports whether a rule matches nothing; false where that is not known.
func (p *project) absent(r *ignore.Rule) bool {
	return p.seen() && !r.Late && p.matched(r) == (buildcontext.Totals{})
}
