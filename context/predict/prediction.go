package predict

import (
	"math"
	"sync"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/needs"
	"github.com/buildctx/buildctx/ignore"
)

// A Build is what a prediction is made from.
type Build struct {
	// Tree is the build context, Dir its path as the user wrote it.
	Tree *buildcontext.Tree
	Dir  string
	// Builder is the program that builds.
	Builder ignore.Builder
	// Ignore is the ignore file; an empty one where none is in force. It is
	// called IgnorePath in what is said.
	Ignore     *ignore.File
	IgnorePath string
	// Replaced says that Ignore stands in for the file that the builder would
	// read. IgnoreRefusals are why the builder reads none.
	Replaced       bool
	IgnoreRefusals []Refusal
	// Rules holds the rules of Ignore as the builder applies them, if they are
	// compiled already: see [Build.Matcher].
	Rules *ignore.Matcher
	// Dockerfile is what the Dockerfile is called in what is said; empty where
	// there is none. InContext is its path below the root of the build context;
	// empty where it lies elsewhere. Size is how many bytes it has.
	Dockerfile string
	InContext  string
	Size       int64
	// DockerfileDir and DockerfileName are the directory and the name by which
	// the client sends the Dockerfile. Unread says that the builder finds none;
	// DockerfileRefusals are why, and what else is wrong with it as a whole.
	DockerfileDir, DockerfileName string
	Unread                        bool
	DockerfileRefusals            []Refusal
	// Named are the named contexts that are directories.
	Named []NamedContext
	// Needs is what the Dockerfile asks for; nil where that is not known, and
	// everything is sent then.
	Needs *needs.Set
	// Concealed says that what the Dockerfile asks for counts, and that no word
	// of it may be shown: there are no Sources then, and Refusals say less.
	Concealed bool
	// Everything is the Tree with what the builder does not enter; nil where
	// the Tree has that. It is only asked for what is said about sources that
	// are missing.
	Everything func() *buildcontext.Tree
}

// A NamedContext is a directory that the Dockerfile takes files from besides
// the build context, by --build-context.
type NamedContext struct{ Name, Dir string }

// Matcher compiles the rules of the ignore file as the builder applies them.
func (b Build) Matcher() *ignore.Matcher {
	if b.model().sendsDockerfile {
		return b.Ignore.ClassicMatcher(b.InContext)
	}
	return b.Ignore.Matcher(b.Builder)
}

// ShownNeeds is what the Dockerfile asks for, as far as it may be shown; nil
// where nothing of it is known or may be.
func (b Build) ShownNeeds() *needs.Set {
	if b.Concealed {
		return nil
	}
	return b.Needs
}

// A Prediction is what a builder does with a [Build].
type Prediction struct {
	Build
	// Eligible is what the ignore rules leave.
	Eligible *buildcontext.View
	// Sent is what the builder takes for this Dockerfile: for BuildKit what is
	// sent, for the classic builder the same as Eligible, for Buildah what COPY
	// and ADD take. Without a Dockerfile it is Eligible.
	Sent *buildcontext.View
	// Followed is how what the Dockerfile asks for was found.
	Followed Followed

	sources  func() []*needs.Source
	refusals func() []Refusal
	silent   func() []SilentEffect
	every    func() ignore.FullMatcher  // Rules, telling of every rule
	asked    *memo[*buildcontext.View]  // what sources ask for, whatever the rules
	taken    *memo[buildcontext.Totals] // what is sent for sources
}

// maxKept is how many entries of views are kept.
const maxKept = 64 << 20

// New predicts a build.
func New(b Build) *Prediction {
	if b.Rules == nil {
		b.Rules = b.Matcher()
	}
	p := &Prediction{Build: b}
	p.every = sync.OnceValue(b.Rules.Every)
	p.sources = sync.OnceValue(p.listSources)
	p.refusals = sync.OnceValue(p.findRefusals)
	p.silent = sync.OnceValue(p.findSilent)
	p.asked = newMemo(maxKept/b.Tree.Len(), func(s *needs.Source) *buildcontext.View {
		return p.alone(buildcontext.Rules{Builder: b.Builder}, s)
	})
	p.taken = newMemo(math.MaxInt, p.take)
	p.replay()
	return p
}

// Under is the same build with another ignore file in the place of its own.
func (p *Prediction) Under(f *ignore.File) *Prediction {
	b := p.Build
	b.Ignore, b.Rules = f, nil
	other := New(b)
	other.asked = p.asked
	return other
}

// Known reports whether what is sent follows from the files alone. Where it
// does not, Sent is the least that is sent, unless it is not known at all what
// the Dockerfile asks for.
func (p *Prediction) Known() bool {
	switch {
	case !buildcontext.RequestsPaths(p.Builder):
		return true
	case p.Needs == nil:
		return p.Dockerfile == "" || len(p.DockerfileRefusals) > 0
	case p.Needs.Frontend.Foreign():
		return false
	}
	for _, s := range p.Needs.Sources {
		if s.Context == "" && s.Unknown != "" {
			return false
		}
	}
	return true
}

// Most is the most that may be sent: Sent, if that is known.
func (p *Prediction) Most() *buildcontext.View {
	if p.Known() {
		return p.Sent
	}
	return p.Eligible
}

// Every is Rules, telling of every rule that matches.
func (p *Prediction) Every() ignore.FullMatcher { return p.every() }

func (p *Prediction) replayed() buildcontext.Rules {
	return buildcontext.Rules{Builder: p.Builder, Ignore: p.Rules}
}

// replay walks the tree as the builder would: once with the ignore rules
// alone, once with what the Dockerfile asks for.
func (p *Prediction) replay() {
	p.Eligible = p.Tree.Replay(p.replayed())
	p.Sent = p.Eligible
	if p.Needs != nil {
		p.Sent = p.model().sent(p)
	}
}
