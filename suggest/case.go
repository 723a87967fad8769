package suggest

import (
	"iter"

	"github.com/buildctx/buildctx/context/needs"
	"github.com/buildctx/buildctx/context/predict"
	"github.com/buildctx/buildctx/ignore/diag"
	"github.com/buildctx/buildctx/suggest/builds"
	"github.com/buildctx/buildctx/suggest/catalog"
)

// A Case is a build with all that is known of its build context.
type Case struct {
	// Prediction is what the builder does today. Its Ignore is the ignore file
	// in force; an empty one, with the name of the file to make, where there is
	// none. Its Tree has the excluded parts, too.
	*predict.Prediction
	// Sharing has an element for each Dockerfile that shares the build context
	// and the ignore file, analysed for all its stages. Unsure says in
	// sentences why it may lack something.
	Sharing []builds.Need
	Unsure  []string
	// Builds is the index of Sharing. It depends on no ignore file, so that one
	// is enough for all questions.
	Builds *builds.Builds
	// Handing is what stages take of the build context from other stages.
	Handing *builds.Handing
	// Reading is what commands read that they are not told of.
	Reading *builds.Reading
	// Git answers for the repository; nil where there is none.
	Git Git
	// GitSilent says that there is a repository and that git would not answer
	// about it. What only git could vouch for is then for a person to decide.
	GitSilent bool
	// FilePath is where the ignore file lies in the Tree, or would lie; empty
	// when it lies outside.
	FilePath string
	// Head returns the first n bytes of a file, fewer if it is shorter, none
	// if it cannot be read. Where Head is nil contents are not looked at.
	Head func(path string, n int) []byte
	// Allocated returns how many bytes a file takes on the disk, where that is
	// known. Where Allocated is nil files with holes are not looked for.
	Allocated func(path string) (bytes int64, ok bool)
}

// NewCase is a build of one of the Dockerfiles that share the build context,
// with the index of them all. Whatever else is known is set afterwards.
func NewCase(p *predict.Prediction, sharing []builds.Need, head func(path string, n int) []byte) Case {
	return Case{Prediction: p, Head: head}.with(sharing)
}

// with is the same case if it were these Dockerfiles that share the build
// context.
func (in Case) with(sharing []builds.Need) Case {
	in.Sharing, in.Builds = sharing, builds.New(builds.Input{Tree: in.Tree, Needs: sharing, Head: in.Head})
	in.Handing = builds.NewHanding(in.Builds, in.Tree, sharing)
	in.Reading = builds.NewReading(in.Builds)
	return in
}

// sources are what all Dockerfiles that share the build context take of it,
// with the Dockerfile that says so: by COPY, ADD and mounts, and from a stage
// that has it from there.
func (in Case) sources() iter.Seq2[string, *needs.Source] {
	return func(yield func(string, *needs.Source) bool) {
		for _, need := range in.Sharing {
			if need.Set == nil {
				continue
			}
			for k := range need.Set.Sources {
				if s := &need.Set.Sources[k]; s.Context == "" && !yield(need.Dockerfile, s) {
					return
				}
			}
		}
		for _, h := range in.Handing.Sure() {
			if !yield(h.Dockerfile, &h.Source) {
				return
			}
		}
	}
}

// Git knows what is tracked and what is ignored. Paths are relative to the
// root of the build context.
type Git interface {
	// Tracked reports whether git tracks a file, or any file below a
	// directory.
	Tracked(path string) bool
	// Ignored returns those of the paths that git ignores.
	Ignored(paths []string) map[string]bool
}

// A Candidate is something that should not be sent, with the reason.
type Candidate struct {
	// Heuristic is the ID of the heuristic that found it.
	Heuristic string
	// Entries are the paths found alike, in path order; a directory stands for
	// everything below it. All of them are eligible, and none lies below
	// another one, unless that is a question and it is not.
	Entries []uint32
	// Category says what they are, Stack is the ID of the stack of the catalog
	// that they are known from; empty for what is known by no name.
	Category catalog.Category
	Stack    string
	// Why says it in a few words that the report can print in a row.
	Why string
	// Evidence are the facts that speak for it, a few words each.
	Evidence []string
	// Needed says when a build needs it after all, empty where that is not
	// known to happen; Advice says how to give the build what it needs of it in
	// another way.
	Needed, Advice string
	// Reach says how far into the build the entry gets that gets furthest.
	Reach builds.Reach
	// Harm is, of secrets, what strangers can do who read them; Grave says that
	// a key among them ends in the image.
	Harm  Harm
	Grave bool
	// Safety is Safe where the evidence leaves no doubt, and Review where a
	// person has to look.
	Safety diag.Safety
	// AnyDepth says that the names are the same wherever they lie, so that the
	// pattern may hold at any depth: "**/node_modules", "**/*.log".
	AnyDepth bool
	// Glob is a pattern for the names of the entries, for files that are known
	// by their names: "*.log", ".env". It is empty where the entries have
	// nothing but their paths in common.
	Glob string
}
