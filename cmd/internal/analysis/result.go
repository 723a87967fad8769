package analysis

import (
	"github.com/buildctx/buildctx/cmd/internal/git"
	"github.com/buildctx/buildctx/cmd/internal/project"
	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/ledger"
	"github.com/buildctx/buildctx/context/predict"
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/diag"
	"github.com/buildctx/buildctx/suggest"
	"github.com/buildctx/buildctx/suggest/gitstate"
	"github.com/buildctx/buildctx/suggest/layercache"
)

// A Result is everything that is known of a build's context.
type Result struct {
	// Prediction is what the builder does, the Dockerfile and the ignore file
	// called as the user would write them: "-" is standard input.
	*predict.Prediction
	// Notes are what cannot be known from here.
	*Notes
	// Request is what was asked.
	Request Request
	// Source is what the Dockerfile says.
	Source []byte
	// IgnoreFile is the path of the ignore file that a proposal is for: the one
	// in force, or the one that the builder would read if there were one.
	// Written is the file that is written in its place, where that is a link.
	IgnoreFile, Written string
	// ConcealedRules says that the ignore file is a stranger's link to a file
	// outside of the build context. It counts as the builder has it, and
	// nothing of it is shown.
	ConcealedRules bool
	// NotRead are files that look like the ignore file and are not.
	NotRead []ignore.NotRead
	// Diagnostics are what is wrong in the ignore file as a text.
	Diagnostics []diag.Diagnostic
	// Ledger says what each rule of the ignore file accounts for.
	Ledger *ledger.Ledger
	// Refusals are why the builder would not finish the build.
	Refusals []predict.Refusal
	// Transfers are all that this build sends to the builder; empty unless
	// Request.Wire is set.
	Transfers predict.Transfers
	// Named are the named contexts of which something is sent.
	Named []NamedContext
	// Candidates are the paths that should not be sent, ByEntry the same by
	// their entries.
	Candidates []suggest.Candidate
	ByEntry    suggest.Entries
	// Heaviest are the Request.Heaviest heaviest paths of what is sent.
	Heaviest []suggest.Weight
	// Dockerfiles are those that share the build context and the ignore file,
	// as far as what they need is known: a proposal keeps it.
	Dockerfiles []string
	// OwnIgnoreFile is where an ignore file could be put that holds for the
	// Dockerfile alone; empty where there is one, and where there can be none.
	OwnIgnoreFile string
	// Proposal is the ignore file proposed; nil unless it was asked for.
	Proposal *suggest.Proposal
	// Unproven says why no proposal can be proven, Unverified why it is not
	// proven that one keeps all that is needed, as clauses; empty where nothing
	// stands against it.
	Unproven, Unverified string
	// Obstacle is what keeps a proposal from being written; nil if nothing
	// does.
	Obstacle *Obstacle
	// Projected is what the transfer of the build context costs when the
	// proposal is in place; nil where that is not known, and unless
	// Request.Wire is set.
	Projected *buildcontext.Wire
	// Findings are what lint finds, Silenced how many more the project does not
	// want to be told; none unless Request.Lint is set.
	Findings []diag.Diagnostic
	Silenced int
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
	// GitState is how what is sent stands to git; nil where Git is. IgnoredSent
	// and UntrackedSent are what is sent that git ignores or does not know, but
	// for candidates. GitAsked is what in the build asks git although the
	// repository lies outside the build context, as a clause; empty for
	// nothing.
	GitState                   *gitstate.State
	IgnoredSent, UntrackedSent *gitstate.Paths
	GitAsked                   string

	build    *project.Resolved
	file     ignoreFile
	contents *contents
	known    suggest.Case    // what proposals and findings are made from
	texts    map[string]text // of the files that findings are in
}

// Refused reports whether the builder would not finish the build.
func (r *Result) Refused() bool { return len(r.Refusals) > 0 }

// GitShouldGo reports whether .git is found not to be needed.
func (r *Result) GitShouldGo() bool {
	i, ok := r.Tree.Lookup(".git")
	c := r.ByEntry[i]
	return ok && c != nil && c.Safety == diag.Safe
}
