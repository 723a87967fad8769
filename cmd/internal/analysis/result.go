package analysis

import (
	"slices"

	"github.com/buildctx/buildctx/cmd/internal/git"
	"github.com/buildctx/buildctx/cmd/internal/project"
	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/ledger"
	"github.com/buildctx/buildctx/context/needs"
	"github.com/buildctx/buildctx/context/predict"
	"github.com/buildctx/buildctx/context/scan"
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/diag"
	"github.com/buildctx/buildctx/suggest"
	"github.com/buildctx/buildctx/suggest/gitstate"
	"github.com/buildctx/buildctx/suggest/layercache"
	"github.com/buildctx/buildctx/suggest/lint"
)

// A Result is everything that is known of a build's context.
type Result struct {
	// Prediction is what the builder does, the Dockerfile and the ignore file
	// called as the user would write them: "-" is standard input.
	*predict.Prediction
	// Request is what was asked.
	Request Request
	// NotRead are files that look like the ignore file and are not.
	NotRead []ignore.NotRead
	// Candidates are the paths that should not be sent.
	Candidates []suggest.Candidate
	// Proposal is the ignore file proposed; nil unless it was asked for.
	Proposal *suggest.Proposal
	// Projected is what the transfer of the build context costs when the
	// proposal is in place; nil where that is not known, and unless Request.Wire
	// is set.
	Projected *buildcontext.Wire
	// Refusals are why the builder would not finish the build.
	Refusals []predict.Refusal
	// Transfers are all that this build sends to the builder, in the order in
	// which it asks for them; nil unless Request.Wire is set.
	Transfers []Transfer
	// Unknowns are what cannot be known from here, as sentences.
	Unknowns []string
	// Gaps are those of the Unknowns for which findings may be missing.
	Gaps []string
	// Diagnostics are what is wrong in the ignore file.
	Diagnostics []diag.Diagnostic
	// History is what the last commits changed; nil where git was not asked or
	// cannot tell.
	History *git.History
	// Cache are the steps of the build that take long, with how often those
	// commits make the builder run them again. It is nil where History is nil
	// or short.
	Cache []layercache.Step
	// Git is what git knows of the directory; nil where it was not asked or
	// there is no repository.
	Git suggest.Git
	// GitState is how what is sent stands to git; nil where Git is. GitAsked is
	// what in the build asks git although the repository lies outside the build
	// context, as a clause; empty for nothing.
	GitState *gitstate.State
	GitAsked string

	build      *project.Resolved
	ledger     *ledger.Ledger
	unlocated  []predict.Refusal      // why no ignore file is found
	misread    []predict.Refusal      // what is wrong with the Dockerfile as a whole
	nears      map[string]lint.Nearby // what may be meant by paths that are not there
	faults     *readFaults            // files that could not be read
	frugal     bool                   // with file descriptors: one thing is done at a time
	known      suggest.Input          // what the proposal was made from
	attributes scan.Attributes        // of what is sent of Tree
	analyzed   int                    // what the Dockerfiles looked at come to
	partial    bool                   // something could not be looked at that may say what is needed
	barred     bool                   // an ignore file makes the builder stop before it asks for a context
	texts      map[string]text        // of further files that findings are in
	concealed  bool                   // the ignore file lies where a stranger's link leads
	silenced   int                    // findings that are not told because the project wants it so
	linked     bool                   // the builder follows links to the ignore file wherever they lead
}

// Unread reports whether there is a Dockerfile that cannot be read.
func (r *Result) Unread() bool { return r.build.Err != nil }

// Unexplained are the refusals that no finding of lint explains.
func (r *Result) Unexplained() []predict.Refusal {
	explained := []predict.RefusalKind{predict.Unreadable, predict.SourceMissing, predict.SourceExcluded, predict.SourceMisread, predict.SourceLostByLink}
	return slices.DeleteFunc(slices.Clone(r.Refusals), func(x predict.Refusal) bool {
		return slices.Contains(explained, x.Kind) || x.File != "" && x.File == r.IgnorePath
	})
}

// ShownNeeds is what the Dockerfile asks for, as far as it may be shown; nil
// where nothing of it is known or may be.
func (r *Result) ShownNeeds() *needs.Set {
	if r.Concealed {
		return nil
	}
	return r.Needs
}

// Source is what the Dockerfile says.
func (r *Result) Source() []byte { return r.build.Source }

// Ledger says what each rule of the ignore file accounts for.
func (r *Result) Ledger() *ledger.Ledger { return r.ledger }

// Refused reports whether the builder would not finish the build.
func (r *Result) Refused() bool { return len(r.Refusals) > 0 }

// Wire is what the transfer of the main build context costs. It is nil where
// that is not known, where the build sends it several times, and where nothing
// is transferred; why says which, as a sentence, and is empty for the last.
// A Warm of -1 is not known.
func (r *Result) Wire() (wire *buildcontext.Wire, why string) {
	var found *Transfer
	for i := range r.Transfers {
		t := &r.Transfers[i]
		switch {
		case t.Kind != Content || t.Name != "context":
		case found != nil:
			return nil, found.Unknown
		default:
			found = t
		}
	}
	if found == nil {
		return nil, ""
	}
	return found.Wire, found.Unknown
}
