package ignore

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
)

// Reader reads ignore files for Locate; the functions of package scan fit. A
// missing file is reported with fs.ErrNotExist, one that may not be read with
// fs.ErrPermission, one that was opened and could not be read to its end with
// an fs.PathError whose Op is "read", a file longer than limit bytes with an
// error of any other kind.
type Reader struct {
	// Inside reads the file called name below root. Links are resolved as if
	// root were the root of the file system, so that nothing outside of it is
	// opened.
	Inside func(root, name string, limit int64) ([]byte, error)
	// Follow reads a file and follows links anywhere.
	Follow func(path string, limit int64) ([]byte, error)
	// IsFile reports whether a path leads to a regular file, wherever that is,
	// and opens nothing.
	IsFile func(path string) bool
}

// Query says where to look for the ignore file of a build.
type Query struct {
	// ContextDir is the directory that is the build context.
	ContextDir string
	// DockerfileDir is the directory that holds the Dockerfile.
	DockerfileDir string
	// DockerfileName is the name of the Dockerfile in DockerfileDir, as the
	// builder asks for it ("Dockerfile", "dockerfile"). It is empty for a
	// Dockerfile that is not on disk (standard input, inline, remote) and for a
	// named context: no ignore file belongs to a Dockerfile then.
	DockerfileName string
	// Read reads the candidates.
	Read Reader
}

// Found is the outcome of Locate.
type Found struct {
	// File is the ignore file that applies, named as seen from ContextDir; nil
	// when none does.
	File *File
	// Path is where File was found; empty when File is nil.
	Path string
	// Followed says that the builder follows links in Path to wherever they
	// lead; otherwise those of the last component stay inside of its directory,
	// as Reader.Inside has it.
	Followed bool
	// NotRead lists files that look like the ignore file of this build and are
	// not, sorted by path.
	NotRead []NotRead
}

// NotRead is an ignore file that the builder passes over, or reads as if it
// were empty.
type NotRead struct {
	// Path is where it is.
	Path string
	// Reason says why, in one clause without a full stop, for example "is a
	// directory, which BuildKit takes for no file".
	Reason string
	// Usual says that this is normal: another builder, or the build of another
	// Dockerfile, reads the file.
	Usual bool
}

const (
	dockerignore    = ".dockerignore"
	containerignore = ".containerignore"

	// readLimit bounds what is read of an ignore file, far above what anybody
	// has, and above what BuildKit takes.
	readLimit = 256 << 20
)

// candidates are names of ignore files in one directory, in the order in which
// the builder looks for them, and how it opens one. The error is what makes it
// refuse the build.
type candidates struct {
	names []string
	try   func(s *search, dir, name string) (found bool, err error)
}

// Locate finds the ignore file that applies to a build. The error is what makes
// the builder refuse the build because of an ignore file that is there and
// cannot be read. Found is never nil.
func Locate(b Builder, q Query) (*Found, error) { return b.model().locate(q) }

func (m *model) locate(q Query) (*Found, error) {
	s := search{Query: q, model: m, found: &Found{}}
	err := s.look()
	s.lookalikes()
	return s.found, err
}

// search is one Locate under way.
type search struct {
	Query
	model *model
	found *Found
}

// look looks beside the Dockerfile, then in the context root.
func (s *search) look() error {
	if s.DockerfileName != "" {
		for _, name := range s.model.ownNames(s.DockerfileName) {
			if found, err := s.model.own.try(s, s.DockerfileDir, name); found || err != nil {
				return err
			}
		}
	}
	for _, name := range s.model.root.names {
		if found, err := s.model.root.try(s, s.ContextDir, name); found || err != nil {
			return err
		}
	}
	return nil
}

// tryFollowed opens a candidate and follows any link.
func (s *search) tryFollowed(dir, name string) (found bool, err error) {
	path := filepath.Join(dir, name)
	src, err := s.Read.Follow(path, readLimit)
	s.found.Followed = !errors.Is(err, fs.ErrNotExist)
	return s.take(path, src, err)
}

// tryInside opens a candidate inside of whose directory links stay.
func (s *search) tryInside(dir, name string) (found bool, err error) {
	src, err := s.Read.Inside(dir, name, readLimit)
	return s.take(filepath.Join(dir, name), src, err)
}

// take uses a candidate, unless it is missing.
func (s *search) take(path string, src []byte, err error) (found bool, _ error) {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return false, nil
	case err != nil:
		return false, fmt.Errorf("reading %s: %w", path, err)
	}
	s.use(path, src)
	return true, nil
}

func (s *search) use(path string, src []byte) {
	name := path
	if rel, err := filepath.Rel(s.ContextDir, path); err == nil && filepath.IsLocal(rel) {
		name = filepath.ToSlash(rel)
	}
	s.found.File, s.found.Path = Parse(name, src), path
}

func (s *search) passOver(path, reason string) {
	s.found.NotRead = append(s.found.NotRead, NotRead{Path: path, Reason: reason})
}

// lookalikes lists the files that other builders, or their authors, take for
// the ignore file of this build.
func (s *search) lookalikes() {
	type stray struct {
		dir, name, reason string
		usual             bool
	}
	var all []stray
	// without a Dockerfile it is a project for others
	there := s.found.File != nil || s.DockerfileName == ""
	if s.DockerfileName != "" {
		all = append(all, stray{s.DockerfileDir, s.DockerfileName + dockerignore, s.model.whyNotOwn, false})
	}
	replaced := "comes after one that cannot be read"
	if s.found.File != nil {
		replaced = "is replaced by " + s.found.File.Name
	}
	all = append(all, stray{s.ContextDir, dockerignore, replaced, there})
	reason := replaced
	if !slices.Contains(s.model.root.names, containerignore) {
		reason = "is known to Podman and Buildah only"
	}
	all = append(all, stray{s.ContextDir, containerignore, reason, there})
	if s.DockerfileName != "" {
		all = append(all, stray{s.DockerfileDir, s.DockerfileName + containerignore, reason, there})
		if filepath.Clean(s.DockerfileDir) != filepath.Clean(s.ContextDir) {
			all = append(all, stray{s.DockerfileDir, dockerignore, "is beside the Dockerfile, but not in the root of the build context", false})
		}
	}
	known := map[string]bool{s.found.Path: true}
	for _, n := range s.found.NotRead {
		known[n.Path] = true
	}
	for _, c := range all {
		path := filepath.Join(c.dir, c.name)
		if !known[path] && s.Read.IsFile(path) {
			known[path] = true
			s.found.NotRead = append(s.found.NotRead, NotRead{Path: path, Reason: c.reason, Usual: c.usual})
		}
	}
	slices.SortFunc(s.found.NotRead, func(a, b NotRead) int { return strings.Compare(a.Path, b.Path) })
}
