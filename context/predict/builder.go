package predict

import (
	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/needs"
	"github.com/buildctx/buildctx/ignore"
)

// A model is all in which one builder is not like the others when it takes the
// build context for a Dockerfile. Nothing else asks which builder it is.
type model struct {
	// sent is what it takes for what the Dockerfile asks for.
	sent func(*Prediction) *buildcontext.View
	// lacks is what it says of a source that names nothing of what is sent;
	// empty if it names something.
	lacks func(*Prediction, *needs.Source) string
	// refuses finds the instructions of the Dockerfile that it does not take
	// although BuildKit does; nil where it takes all.
	refuses func(*Prediction) []Refusal
	// allowsEmptyWildcards says that a source with wildcards may match nothing.
	allowsEmptyWildcards bool
	// runsFrontends says that an image may read the Dockerfile that names it in
	// a syntax directive.
	runsFrontends bool
	// silent find what it does without a word.
	silent []func(*Prediction) []SilentEffect
	// takesLateRules says that a rule that it cannot evaluate stops it when it
	// tries to, and only then.
	takesLateRules bool
	// sendsDockerfile says that the Dockerfile is sent in the build context,
	// and with it the ignore file, whatever the rules say and wherever it lies.
	sendsDockerfile bool
	// transfers are what it is sent; nil where it reads in place.
	transfers func(*transferring) error
	// sizelessLinks says that a hard link is sent without a size.
	sizelessLinks bool
}

// modelOf returns the table of a builder. They are made by functions, since
// functions in them look into tables again.
func modelOf(b ignore.Builder) *model {
	return [...]func() *model{ignore.BuildKit: buildKit, ignore.Classic: classic, ignore.Buildah: buildah}[b]()
}

func (b Build) model() *model { return modelOf(b.Builder) }

// RunsFrontends reports whether a builder has the frontend read a Dockerfile
// that a syntax directive names.
func RunsFrontends(b ignore.Builder) bool { return modelOf(b).runsFrontends }

// Dropped are the entries that are sent although the ignore file names them,
// for the builder's own sake, and that it throws away before the build sees
// them.
func (b Build) Dropped() (out []uint32) {
	if !b.model().sendsDockerfile {
		return nil
	}
	rules := b.Ignore.Matcher(b.Builder)
	for _, name := range []string{dockerignore, b.InContext} {
		if i, ok := b.Tree.Lookup(name); ok && i != 0 && rules.Decide(name).Matched {
			out = append(out, i)
		}
	}
	return out
}

// AllowsEmptyWildcards reports whether the builder copies nothing, and says
// nothing, where the wildcards of a source match nothing.
func (b Build) AllowsEmptyWildcards() bool { return b.model().allowsEmptyWildcards }
