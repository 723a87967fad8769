package analysis

import (
	"slices"

	"github.com/buildctx/buildctx/cmd/internal/gitfacts"
	"github.com/buildctx/buildctx/cmd/internal/target"
	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/needs"
	"github.com/buildctx/buildctx/context/scan"
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/diag"
	"github.com/buildctx/buildctx/suggest"
	"github.com/buildctx/buildctx/suggest/builds"
	"github.com/buildctx/buildctx/suggest/lint"
)

// A Result is everything that is known of a build's context.
type Result struct {
	// Request is what was asked.
	Request Request
	// Dockerfile is the path of the Dockerfile as the user would write it, "-"
	// for standard input, empty when there is none.
	Dockerfile string
	// IgnorePath is where the ignore file lies, joined to the directory as the
	// user wrote it; empty when none is in force.
	IgnorePath string
	// NotRead are files that look like the ignore file and are not.
	NotRead []ignore.NotRead
	// File is the ignore file; an empty one where none is in force.
	File *ignore.File
	// Matcher holds the rules in force.
	Matcher *ignore.Matcher
	// Tree is the directory.
	Tree *buildcontext.Tree
	// Needs is what the Dockerfile asks for; nil when there is none that can
	// be read, and where nothing of it may be shown ([Result.Hides]).
	Needs *needs.Set
	// Eligible is what the ignore rules leave.
	Eligible *buildcontext.View
	// Transferred is what the builder takes for this Dockerfile: for BuildKit
	// what is sent, for the classic builder the same as Eligible, for Buildah
	// what COPY and ADD take. Without a Dockerfile it is Eligible.
	Transferred *buildcontext.View
	// Copies has an element for each source of the main build context.
	Copies []Copy
	// Candidates are the paths that should not be sent.
	Candidates []suggest.Candidate
	// Proposal is the ignore file proposed; nil unless it was asked for.
	Proposal *suggest.Proposal
	// Projected is what the transfer of the build context costs when the
	// proposal is in place; nil where that is not known, and unless Request.Wire
	// is set.
	Projected *buildcontext.Wire
	// Refusals are why the builder would not finish the build.
	Refusals []Refusal
	// Traps are things that the builder does without a word.
	Traps []Trap
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
	History *gitfacts.History
	// Cache are the steps of the build that take long, with how often those
	// commits make the builder run them again. It is nil where History is nil
	// or short.
	Cache []builds.Step
	// Git is what git knows of the directory; nil where it was not asked or
	// there is no repository.
	Git suggest.Git
	// GitState is how what is sent stands to git; nil where Git is. GitAsked is
	// what in the build asks git although the repository lies outside the build
	// context, as a clause; empty for nothing.
	GitState *suggest.GitState
	GitAsked string

	build      *target.Target
	faults     *readFaults                    // files that could not be read
	frugal     bool                           // with file descriptors: one thing is done at a time
	known      suggest.Input                  // what the proposal was made from
	own        string                         // where the Dockerfile lies in the build context; empty for elsewhere
	nears      map[string]nearby              // what may be meant by paths that are not there
	taken      map[string]buildcontext.Totals // what sources take, by their paths, once it was needed
	asked      map[string]*buildcontext.View  // the same whatever the rules
	attributes scan.Attributes                // of what is sent of Tree
	followed   followed                       // how what the Dockerfile asks for was found
	every      func() *ignore.Matcher         // Matcher, telling of every rule
	matches    func() []buildcontext.Totals   // what each rule of Matcher matches
	shares     func() [][]buildcontext.Share  // the same, by who decides about it
	idle       func() [][]buildcontext.Share  // of the rules alone that decide about nothing
	exceptions func() *Exceptions             // what the exceptions cost
	analyzed   int                            // what the Dockerfiles looked at come to
	partial    bool                           // something could not be looked at that may say what is needed
	barred     bool                           // an ignore file makes the builder stop before it asks for a context
	texts      map[string]text                // of further files that findings are in
	concealed  bool                           // the ignore file lies where a stranger's link leads
	silenced   int                            // findings that are not told because the project wants it so
	hidden     *needs.Set                     // what a Dockerfile asks for of which nothing is shown
	linked     bool                           // the builder follows links to the ignore file wherever they lead
}

// Known reports whether what is transferred follows from the files alone.
// Where it does not, Transferred is the least that is sent.
func (r *Result) Known() bool {
	asks := r.asks()
	if asks == nil || r.Request.Builder != ignore.BuildKit {
		return true
	}
	for _, s := range asks.Sources {
		if s.Context == "" && s.Unknown != "" {
			return false
		}
	}
	return true
}

// A Copy is one source of a COPY, ADD or bind mount. What it takes is [Result.Taken].
type Copy struct{ *needs.Source }

// A Refusal is something for which the builder stops.
type Refusal struct {
	// File and Line say where; Line is 0 for a whole file, File is empty for a
	// directory entry.
	File string
	Line int
	// Message is what the builder says.
	Message string

	told *lint.Told // for lint, where a rule explains it
}

// Unread reports whether there is a Dockerfile that cannot be read.
func (r *Result) Unread() bool { return r.build.Err != nil }

// Unexplained are the refusals that no finding of lint explains.
func (r *Result) Unexplained() []Refusal {
	return slices.DeleteFunc(slices.Clone(r.Refusals), func(x Refusal) bool { return x.told != nil || x.File != "" && x.File == r.IgnorePath })
}

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
