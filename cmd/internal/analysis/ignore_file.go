package analysis

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/buildctx/buildctx/cmd/internal/project"
	"github.com/buildctx/buildctx/cmd/internal/rewrite"
	"github.com/buildctx/buildctx/context/predict"
	"github.com/buildctx/buildctx/context/scan"
	"github.com/buildctx/buildctx/ignore"
)

// maxIgnoreFile is the size in bytes up to which an ignore file named by the
// user is read.
const maxIgnoreFile = 16 << 20

// dockerignore is the ignore file of a build context.
const dockerignore = ignore.Dockerignore

// An ignoreFile is the ignore file in force, and where it lies or would lie.
type ignoreFile struct {
	*ignore.File                   // an empty one where none is in force
	path         string            // as the user would write it; empty for none
	dir          string            // the build context
	replaced     bool              // the user names it in place of the builder's
	linked       bool              // the builder follows links to it wherever they lead
	concealed    bool              // it lies where a stranger's link leads
	notRead      []ignore.NotRead  // files that look like it and are not
	refusals     []predict.Refusal // why the builder reads none
}

// findIgnoreFile reads the ignore file in force.
func findIgnoreFile(req Request, build *project.Resolved) (ignoreFile, error) {
	f, err := readIgnoreFile(req, build)
	if err != nil {
		return f, err
	}
	if f.File == nil {
		f.File = ignore.Parse(dockerignore, nil)
	}
	if f.concealed {
		f.File = f.Concealed()
	}
	return f, fits(f.File, f.path)
}

func readIgnoreFile(req Request, build *project.Resolved) (ignoreFile, error) {
	f := ignoreFile{dir: req.Dir}
	if req.IgnoreFile != "" {
		read := scan.ReadStream // what the user names on purpose may be a pipe
		if scan.IsBelow(req.Dir, req.IgnoreFile) {
			read = scan.ReadFileFollow
		}
		src, err := read(req.IgnoreFile, maxIgnoreFile)
		if err != nil {
			return f, fmt.Errorf("reading the ignore file: %w", err)
		}
		f.File, f.path, f.replaced = ignore.Parse(req.IgnoreFile, src), req.IgnoreFile, true
		f.concealed = scan.Leaves(req.Dir, req.IgnoreFile)
		return f, nil
	}
	found, err := ignore.Locate(req.Builder, queryOf(build))
	if err != nil {
		f.refusals = []predict.Refusal{{Message: err.Error()}}
	}
	if found != nil {
		f.File, f.path, f.notRead = found.File, found.Path, found.NotRead
		if found.Path != "" {
			f.path, f.linked = filepath.Clean(found.Path), found.Followed
			f.concealed = leaves(req.Dir, found)
		}
	}
	return f, nil
}

// note says what cannot be told of the file.
func (f *ignoreFile) note(notes *Notes) {
	if f.concealed {
		notes.knowLess(fmt.Sprintf("What %s says is not shown: it is a symlink to a file outside the build context.", quoted(f.path)))
	}
}

// leaves reports whether what a builder finds as the ignore file lies outside
// of the build context, though its name does not say so.
func leaves(dir string, found *ignore.Found) bool {
	if found.Followed {
		return scan.Leaves(dir, found.Path)
	}
	return scan.Leaves(dir, filepath.Dir(found.Path))
}

// maxRules is how many rules an ignore file may have. Each takes some hundred
// bytes.
const maxRules = 2_000_000

// fits returns the error of an ignore file with too many rules.
func fits(f *ignore.File, path string) error {
	if len(f.Bytes()) <= 2*maxRules { // a rule has a character and a line end
		return nil
	}
	n := 0
	for line := range f.Lines() {
		if line.Kind == ignore.Pattern {
			n++
		}
	}
	if n > maxRules {
		return fmt.Errorf("%s: too large to analyze: %d rules, and more than %d are not read", path, n, maxRules)
	}
	return nil
}

// queryOf says where a builder looks for the ignore file of a build.
func queryOf(build *project.Resolved) ignore.Query {
	return ignore.Query{
		ContextDir: build.Dir, DockerfileDir: build.DockerfileDir, DockerfileName: build.DockerfileName,
		Read: ignoreReader(),
	}
}

// ignoreReader reads ignore files.
func ignoreReader() ignore.Reader {
	return ignore.Reader{Inside: scan.ReadFile, Follow: scan.ReadFileFollow, IsFile: scan.IsFile}
}

// name is the path of the ignore file that a proposal is for: the one in force,
// or the one that the builder would read if there were one.
func (f *ignoreFile) name() string {
	if f.path != "" {
		return f.path
	}
	return filepath.Join(f.dir, dockerignore)
}

// isOwnOf reports whether the file in force holds for a Dockerfile alone. Then
// no other one shares it.
func (f *ignoreFile) isOwnOf(dockerfile string, b ignore.Builder) bool {
	if f.replaced || f.path == "" || dockerfile == "" {
		return false
	}
	return slices.Contains(b.OwnNames(filepath.Clean(dockerfile)), filepath.Clean(f.path))
}

// place is where the ignore file is written. The error is why that is not
// possible, as a clause about it.
func (f *ignoreFile) place() (rewrite.Place, error) {
	place, err := f.resolved()
	if err == nil && place.Linked && !strings.HasSuffix(place.Name, "ignore") {
		return place, fmt.Errorf("it is a symlink to %s, which is not an ignore file by its name", place.Path())
	}
	return place, err
}

// resolved is where the ignore file lies, links followed as the builder does.
func (f *ignoreFile) resolved() (rewrite.Place, error) {
	path := f.name()
	if f.replaced || f.linked {
		return rewrite.Follow(f.dir, path)
	}
	if f.path == "" {
		return rewrite.At(f.dir, path, "")
	}
	dir, err := filepath.EvalSymlinks(filepath.Dir(path))
	if err != nil {
		return rewrite.Place{}, err
	}
	name, err := scan.Resolve(dir, filepath.Base(path))
	if err != nil {
		return rewrite.Place{}, err
	}
	if dir, err = filepath.Abs(dir); err != nil {
		return rewrite.Place{}, err
	}
	return rewrite.At(f.dir, path, filepath.Join(dir, filepath.FromSlash(name)))
}

// written is the file that is written in the place of the ignore file, as the
// user would call it: what a link in the build context leads to.
func (f *ignoreFile) written() string {
	place, err := f.place()
	if err != nil || !place.Linked {
		return f.name()
	}
	if dir, err := realDir(f.dir); err != nil || dir != place.Root {
		return place.Path()
	}
	return filepath.Join(f.dir, filepath.FromSlash(place.Name))
}

// realDir is the absolute path of a directory, links resolved.
func realDir(dir string) (string, error) {
	dir, err := filepath.EvalSymlinks(dir)
	if err != nil {
		return "", err
	}
	return filepath.Abs(dir)
}
