package project

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/buildctx/buildctx/context/scan"
)

// A Build is a build that a compose or bake file describes.
type Build struct {
	// File is the path of the file below the root, Where the place in it, as in
	// "compose.yaml:12".
	File, Where string
	// Context is the build context as a path below the root, "." for the root
	// itself. It is [Elsewhere] for what does not lie below the root, and empty
	// where it is not known.
	Context string
	// Dockerfile is its path below the root. It is empty where Inline is set,
	// where it lies elsewhere, and where it is not known.
	Dockerfile string
	// Inline is the text of a Dockerfile that stands in the file itself; its
	// lines have the numbers that they have there.
	Inline []byte
	// Args are the build arguments whose values are known.
	Args map[string]string
	// Contexts are the named contexts, NAME=VALUE. A directory is a path below
	// the root.
	Contexts []string
	// Exact says that Context and Dockerfile depend on no variable, and that
	// nothing else can change them.
	Exact bool
}

// Elsewhere is a build context that does not lie below the root.
const Elsewhere = ".."

const (
	// maxDescriptions is how many compose and bake files are read.
	maxDescriptions = 50
	// maxDescription is the size in bytes up to which each of them is read.
	maxDescription = 256 << 10
	// maxBuilds is how many builds are described at most.
	maxBuilds = 1000
	// maxTargets is how many targets of bake files are looked at, which may all
	// inherit from one another.
	maxTargets = 2000
	// maxUnknowns is how many things are told one by one that are not known.
	maxUnknowns = 100
)

// Builds reads the compose and bake files among the names of the files in a
// directory. What is not known of them is said in sentences; then another
// build than those found may use the directory.
func Builds(root string, names []string) (builds []Build, unknowns []string) {
	d := newDescriptions(root)
	var bake []string
	for _, name := range names {
		switch {
		case isCompose(name):
			d.composeFiles = append(d.composeFiles, name)
			d.queue(queued{name, "."})
		case isBake(name):
			bake = append(bake, name)
		}
	}
	slices.SortFunc(bake, func(a, b string) int { return cmp.Compare(slices.Index(bakeNames, a), slices.Index(bakeNames, b)) })
	for _, name := range bake {
		if src := d.read(name); src != nil {
			d.readBake(name, src)
		}
	}
	for len(d.queued) > 0 {
		next := d.queued[0]
		d.queued = d.queued[1:]
		if src := d.read(next.name); src != nil {
			d.readCompose(next, src)
		}
	}
	d.composeBuilds()
	d.bakeBuilds()
	if d.untold > 0 {
		d.unseen("%d more things that compose and bake files say are not known.", d.untold)
	}
	return d.builds, d.unknowns
}

// isCompose reports whether compose reads a file by its name, or is given such
// a name by custom.
func isCompose(name string) bool {
	switch path.Ext(name) {
	case ".yaml", ".yml":
		stem := strings.TrimSuffix(name, path.Ext(name))
		return stem == "compose" || strings.HasPrefix(stem, "compose.") || strings.HasPrefix(stem, "docker-compose")
	}
	return false
}

// bakeNames are the files that bake reads of itself, in its order (buildx
// bake/bake.go, defaultFilenames).
var bakeNames = []string{"docker-bake.json", "docker-bake.hcl", "docker-bake.override.json", "docker-bake.override.hcl"}

// isBake reports whether bake reads a file by its name.
func isBake(name string) bool { return slices.Contains(bakeNames, name) }

// descriptions are the compose and bake files of a directory.
type descriptions struct {
	root     string
	queued   []queued
	seen     map[queued]bool // queued, or read
	files    int             // read so far
	builds   []Build
	full     bool // there are more builds
	unknowns []string
	untold   int // how many more there are
	bake     map[string]*bakeTarget
	bakeOf   map[string]*bakeTarget // services, by their names
	// onServices says that targets are read as put on services.
	onServices bool
	targets    []string // the keys of bake, in the order found

	manyTargets bool // there are more

	composeFiles []string // in the root
	composed     services
}

func newDescriptions(root string) *descriptions {
	return &descriptions{
		root: root, bake: make(map[string]*bakeTarget), bakeOf: make(map[string]*bakeTarget), seen: make(map[queued]bool),
		composed: services{all: make(map[serviceKey]*service), included: make(map[queued][]queued), resolved: make(map[serviceKey]*said)},
	}
}

func (d *descriptions) unknown(format string, args ...any) {
	if len(d.unknowns) >= maxUnknowns {
		d.untold++
		return
	}
	said := fmt.Sprintf(format, args...)
	if n := len(d.unknowns); n == 0 || d.unknowns[n-1] != said {
		d.unknowns = append(d.unknowns, said)
	}
}

// once says that there is more than is looked at.
func (d *descriptions) once(said *bool, format string, limit int) {
	if !*said {
		*said = true
		d.unseen(format, limit)
	}
}

// unseen says that something could not be read, however much is not known.
func (d *descriptions) unseen(format string, args ...any) {
	d.unknowns = append(d.unknowns, fmt.Sprintf(format, args...))
}

const tooManyBuilds = "Only %d builds that compose and bake files describe were looked at."

// book takes a build. It is false where there are too many already.
func (d *descriptions) book(b Build) bool {
	if len(d.builds) < maxBuilds {
		d.builds = append(d.builds, b)
		return true
	}
	d.once(&d.full, tooManyBuilds, maxBuilds)
	return false
}

// A queued is a compose file below the root, with the directory to which its
// paths are relative.
type queued struct{ name, dir string }

// queue has a compose file read once. Of those that are not read for their
// number the first is enough.
func (d *descriptions) queue(q queued) {
	if !d.seen[q] && len(d.seen) <= maxDescriptions {
		d.seen[q] = true
		d.queued = append(d.queued, q)
	}
}

// read reads a file below the root; nil if it cannot be read.
func (d *descriptions) read(name string) []byte {
	if d.files++; d.files > maxDescriptions {
		if d.files == maxDescriptions+1 {
			d.unseen("Only %d compose and bake files were read.", maxDescriptions)
		}
		return nil
	}
	src, err := scan.ReadInside(d.root, name, maxDescription)
	if err != nil {
		d.unknown("What %s builds is not known: %v.", name, Cause(err))
		return nil
	}
	if src == nil {
		src = []byte{}
	}
	return src
}

// Cause is what is wrong with a file, without what was done to it.
func Cause(err error) error {
	var at *fs.PathError
	if errors.As(err, &at) {
		return at.Err
	}
	return err
}

// below is a path below the root, given a directory below the root and what is
// relative to it; [Elsewhere] if it leads out of the root.
func (d *descriptions) below(dir, name string) string {
	if !filepath.IsAbs(name) {
		name = filepath.Join(d.root, filepath.FromSlash(dir), name)
	}
	rel, err := filepath.Rel(d.root, name)
	if err != nil || !filepath.IsLocal(rel) {
		return Elsewhere
	}
	return filepath.ToSlash(rel)
}

// place sets where a build takes its context and Dockerfile from, given what is
// written and the directory to which that is relative. A Dockerfile is relative
// to the context. Nil is the default. It is false where the name of the
// Dockerfile is not known.
func (d *descriptions) place(b *Build, dir string, context, dockerfile *string) bool {
	from, exact, known := ".", true, true
	if context != nil {
		from, exact, known = interpolate(*context)
	}
	name := "Dockerfile"
	named := true
	if dockerfile != nil {
		n, literal, ok := interpolate(*dockerfile)
		if exact = exact && literal; !ok {
			d.unknown("Which Dockerfile %s builds is not known: %s.", b.Where, *dockerfile)
		}
		name, named = cmp.Or(n, name), ok
	}
	b.Exact = exact
	remote := isAddress(from) || strings.HasPrefix(from, "~")
	switch {
	case !known:
		d.unknown("Which build context %s has is not known: %s.", b.Where, *context)
		from = "." // the best guess for the Dockerfile
	case remote:
		b.Context = Elsewhere
	default:
		b.Context = d.below(dir, from)
	}
	if !named || b.Inline != nil || remote {
		return named
	}
	if !filepath.IsAbs(name) {
		at := filepath.FromSlash(from)
		if !filepath.IsAbs(at) {
			at = filepath.Join(d.root, filepath.FromSlash(dir), at)
		}
		name = filepath.Join(at, filepath.FromSlash(name))
	}
	if file := d.below("", name); file != Elsewhere {
		b.Dockerfile = file
	}
	return true
}

// outside says where a build that uses the root has a Dockerfile that does not
// lie there. named says that a named context is the root.
func (d *descriptions) outside(b Build, named bool) {
	if b.Dockerfile == "" && b.Inline == nil && (named || b.Context == "." || b.Context == "") {
		d.unseen("What %s needs is not known: its Dockerfile lies outside the build context.", b.Where)
	}
}

// isAddress reports whether what stands for a directory or file is something
// else.
func isAddress(name string) bool { return IsRemote(name) || strings.Contains(name, "://") }

// namedContext is the value of a named context, a directory as a path below the
// root.
func (d *descriptions) namedContext(dir, value string) string {
	value = strings.TrimPrefix(value, "cwd://")
	if isAddress(value) || strings.HasPrefix(value, "service:") {
		return value
	}
	return d.below(dir, value)
}
