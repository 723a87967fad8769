package ignore

import "fmt"

// Builder is a builder whose reading of ignore files and whose walk are
// replayed.
type Builder uint8

const (
	// BuildKit is the builder behind docker buildx, bake, compose, buildctl and
	// nerdctl.
	BuildKit Builder = iota
	// Classic is Docker's old builder, used with DOCKER_BUILDKIT=0.
	Classic
	// Buildah is the builder behind podman build and buildah build.
	Buildah
	builders // how many there are
)

// Builders lists every builder, in the order in which they are shown.
func Builders() []Builder { return []Builder{BuildKit, Classic, Buildah} }

// A model is all in which one builder is not like the others when it finds an
// ignore file, reads it and walks by it. Nothing else asks which builder it is.
// Another version of a builder is a copy with a field changed.
type model struct {
	name string

	// own are the ignore files that belong to one Dockerfile, beside which they
	// lie, by what follows its name; root are those of the build context.
	own, root candidates
	// whyNotOwn is why a .dockerignore of the Dockerfile's own is passed over.
	whyNotOwn string
	// sizeLimit is how many bytes of a file it reads, 0 for any number.
	sizeLimit int

	// lines yields what it takes for patterns in a file.
	lines func(f *File, yield func(patternLine) bool)
	// clean makes of a pattern what the matcher gets, which is empty where
	// nothing is left.
	clean func(pattern string) (cleaned string, negated bool, err error)
	// sendsRules says that the list is sent as JSON in a header.
	sendsRules bool
	// invalidUTF8 is what becomes of a pattern that is not valid UTF-8.
	invalidUTF8 string
	// dialect is how a pattern becomes a regular expression.
	dialect dialect

	// evaluate is the outcome of an entry that own rules match, in a directory
	// with the outcome parent.
	evaluate func(m *Matcher, parent *outcome, own []uint32) *outcome
	// remembers says that a rule that matches a directory matches all below it.
	remembers bool
	// asksAgain says that it asks the rules in another way when it opens a file
	// (see Matcher.SendsContent).
	asksAgain bool
	// mountsAll says that the rules do not hold for bind mounts.
	mountsAll bool

	// entrance is the path along which a negated pattern leads back into
	// excluded directories, or that it leads into all of them.
	entrance func(pattern string) (path string, everywhere bool)
	// entersByPrefix says that it enters a directory also if the path only
	// begins with its name.
	entersByPrefix bool
}

// models are indexed by Builder.
var models = [builders]*model{BuildKit: &buildKit, Classic: &classic, Buildah: &buildah}

func (b Builder) model() *model { return models[b] }

// String returns the name used on the command line: "buildkit", "classic" or
// "buildah".
func (b Builder) String() string {
	if b >= builders {
		return fmt.Sprintf("Builder(%d)", uint8(b))
	}
	return b.model().name
}

// ParseBuilder is the inverse of Builder.String. The error lists the names that
// exist.
func ParseBuilder(name string) (Builder, error) {
	for _, b := range Builders() {
		if b.String() == name {
			return b, nil
		}
	}
	return 0, fmt.Errorf("unknown builder %q, want buildkit, classic or buildah", name)
}

// OwnNames are the names of an ignore file that belongs to one Dockerfile,
// beside which it lies, in the order in which the builder looks for them. The
// classic builder knows none.
func (b Builder) OwnNames(dockerfile string) []string { return b.model().ownNames(dockerfile) }

func (m *model) ownNames(dockerfile string) []string {
	var names []string
	for _, suffix := range m.own.names {
		names = append(names, dockerfile+suffix)
	}
	return names
}

// AlwaysRegexp reports whether the builder makes a regular expression of every
// pattern, even of one without wildcards, so that what has a meaning there has
// it in any pattern.
func (b Builder) AlwaysRegexp() bool { return b.model().dialect.always }

// SendsRules reports whether the builder sends the patterns to its client,
// which takes only some lists (see [Sendable]).
func (b Builder) SendsRules() bool { return b.model().sendsRules }

// AsksAgain reports whether the builder asks the rules again, and in another
// way, when it opens a file (see [Matcher.SendsContent]).
func (b Builder) AsksAgain() bool { return b.model().asksAgain }

// EntersByPrefix reports whether an exception leads the builder also into
// directories with whose name a component of it only begins.
func (b Builder) EntersByPrefix() bool { return b.model().entersByPrefix }

// FiltersMounts reports whether the ignore rules hold for what is mounted, too.
func (b Builder) FiltersMounts() bool { return !b.model().mountsAll }
