package lint

import (
	"iter"
	"path"
	"slices"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/needs"
	"github.com/buildctx/buildctx/context/predict"
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/suggest"
	"github.com/buildctx/buildctx/suggest/builds"
	"github.com/buildctx/buildctx/suggest/catalog"
	"github.com/buildctx/buildctx/suggest/gitstate"
	"github.com/buildctx/buildctx/suggest/layercache"
)

// A Build is what an ignore file is for, as far as it is known.
type Build struct {
	// Dir is the build context as findings show it.
	Dir string
	// Dockerfile is the path of the Dockerfile as findings show it, Source what
	// it says; both are empty where there is none.
	Dockerfile string
	Source     []byte
	// Needs is what the Dockerfile asks for; nil where that is not known.
	Needs *needs.Set
	// Sent is what the builder takes for the Dockerfile.
	Sent *buildcontext.View
	// Prediction is what the builder does; nil where that is not known.
	Prediction *predict.Prediction
	// Nearby finds what may be meant by a path that is not there.
	Nearby func(t *buildcontext.Tree, path string) Nearby
	// Ignored are those of some paths that git ignores; nil without git.
	Ignored func(paths []string) map[string]bool
	// Bare says that no ignore file is in force, so that findings about it as a
	// whole are placed in the Dockerfile.
	Bare bool
	// NotRead are files that look like the ignore file and are not.
	NotRead []ignore.NotRead
	// Vain is what exceptions have the builder's client look at for nothing;
	// nil where that is not worth a thought.
	Vain *Vain
	// Candidates are what should not be sent.
	Candidates []suggest.Candidate
	// Tracked reports whether git tracks a path, or anything below it; nil
	// without git.
	Tracked func(path string) bool
	// Git is how what is sent stands to git; nil without git. AsksGit says what
	// in the build asks git for something.
	Git     *gitstate.State
	AsksGit builds.GitUse
	// Steps are the commands that take long, with how often the last Commits
	// made the builder run them again; Early those that only install, before
	// which more is copied than they work with.
	Steps   []layercache.Step
	Commits int
	Early   []layercache.EarlyCopy
	// Workflows are steps of CI that build from the address of the repository
	// instead of a directory.
	Workflows []Span
	// Keeps reports whether another ignore file, with what it leaves, keeps all
	// that a Dockerfile needs; nil where that is not known.
	Keeps func(f *ignore.File, left *buildcontext.View) bool
	// Head returns the first n bytes of a file of the build context; where it
	// is nil contents are not looked at.
	Head func(path string, n int) []byte
	// Place says what the directory is, where it is not that of a project: "the
	// home directory"; empty for any other.
	Place string
	// Others are what other builders make of the directory.
	Others []Other

	taken *text
}

// A Nearby is what may be meant by a path that is not there: another one, be
// it beside the Dockerfile, or the same from a directory above the build
// context. It is empty for nothing.
type Nearby struct {
	Path   string
	Beside bool
	Above  string
}

// Vain is what exceptions have the builder's client look at for nothing.
type Vain struct {
	// Rules are the exceptions, Visited the number of entries.
	Rules   []*ignore.Rule
	Visited int
	// Literal are the lines that bring back the same and cost nothing, for each
	// of the Rules; nil where there are none.
	Literal [][]string
}

// An Other is what another builder makes of the same directory.
type Other struct {
	Builder ignore.Builder
	// Path is the ignore file that it reads, as findings show it; empty for
	// none.
	Path string
	// Refuses is what it says where it refuses the file, about the bytes from
	// Start up to End, or about the whole of it where End is 0; the rest is nil
	// then.
	Refuses    string
	Start, End int
	// Matcher holds its rules, View is what they leave.
	Matcher *ignore.Matcher
	View    *buildcontext.View
	// Under is what another text of that file would leave; nil where the
	// builder reads another file than the one that is looked at.
	Under func(*ignore.File) *buildcontext.View
}

// shown is a path of the build context as findings show it.
func (b *Build) shown(name string) string { return path.Join(b.Dir, name) }

// sent are the candidates of which something is sent: those of a category, or
// all.
func (p *Pass) sent(category catalog.Category) iter.Seq[*suggest.Candidate] {
	return func(yield func(*suggest.Candidate) bool) {
		if p.Build == nil || p.Build.Sent == nil {
			return
		}
		sums := p.Build.Sent.Sums()
		for k := range p.Build.Candidates {
			c := &p.Build.Candidates[k]
			if category != "" && c.Category != category {
				continue
			}
			if slices.ContainsFunc(c.Entries, func(i uint32) bool { return sums.At(i).Files > 0 }) && !yield(c) {
				return
			}
		}
	}
}
