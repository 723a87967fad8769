package analysis

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/buildctx/buildctx/cmd/internal/rewrite"
	"github.com/buildctx/buildctx/context/scan"
	"github.com/buildctx/buildctx/ignore"
)

// A text is what was read of a file that a finding may be in, and what is shown
// of it.
type text struct {
	src    []byte
	hidden bool // it lies where a stranger's link leads
}

// Text is what a file says that a finding is in, as it was when the finding
// was made; none where nothing was read.
func (r *Result) Text(file string) []byte { return r.textOf(file).src }

// Shows reports whether lines of a file may be shown. They may not where the
// file is one of the build context by its name, and a link leads out of that.
func (r *Result) Shows(file string) bool { return !r.textOf(file).hidden }

func (r *Result) textOf(file string) text {
	switch file {
	case r.IgnoreFile():
		return text{r.Ignore.Bytes(), r.concealed}
	case r.Dockerfile:
		return text{r.build.Source, r.build.Outside}
	}
	if src, ok := r.Request.Texts[file]; ok {
		return text{src: src}
	}
	return r.texts[file]
}

// keepText takes down what was read of a file.
func (r *Result) keepText(file string, src []byte, hidden bool) { r.texts[file] = text{src, hidden} }

// conceal has the rules of the ignore file tell nothing of it.
func (r *Result) conceal(outside bool) {
	if r.concealed = outside; outside {
		r.Ignore = r.Ignore.Concealed()
		r.knowLess(fmt.Sprintf("What %s says is not shown: it is a symlink to a file outside the build context.", quoted(r.IgnorePath)))
	}
}

// ConcealedRules reports whether the ignore file is a stranger's link to a file
// outside of the build context. It counts as the builder has it, and nothing of
// it is shown.
func (r *Result) ConcealedRules() bool { return r.concealed }

// knowLess takes down what is not known, and for which findings may be missing.
func (r *Result) knowLess(sentence string) {
	r.Unknowns, r.Gaps = append(r.Unknowns, sentence), append(r.Gaps, sentence)
}

// leaves reports whether what a builder finds as the ignore file lies outside
// of the build context, though its name does not say so.
func (r *Result) leaves(found *ignore.Found) bool {
	if found.Followed {
		return scan.Leaves(r.Request.Dir, found.Path)
	}
	return scan.Leaves(r.Request.Dir, filepath.Dir(found.Path))
}

// Place is where the ignore file is written. The error is why that is not
// possible, as a clause about it.
func (r *Result) Place() (rewrite.Place, error) {
	place, err := r.resolved()
	if err == nil && place.Linked && !strings.HasSuffix(place.Name, "ignore") {
		return place, fmt.Errorf("it is a symlink to %s, which is not an ignore file by its name", place.Path())
	}
	return place, err
}

// resolved is where the ignore file lies, links followed as the builder does.
func (r *Result) resolved() (rewrite.Place, error) {
	path := r.IgnoreFile()
	if r.Request.IgnoreFile != "" || r.linked {
		return rewrite.Follow(r.Request.Dir, path)
	}
	if r.IgnorePath == "" {
		return rewrite.At(r.Request.Dir, path, "")
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
	return rewrite.At(r.Request.Dir, path, filepath.Join(dir, filepath.FromSlash(name)))
}

// Written is the file that is written in the place of the ignore file, as the
// user would call it: what a link in the build context leads to.
func (r *Result) Written() string {
	place, err := r.Place()
	if err != nil || !place.Linked {
		return r.IgnoreFile()
	}
	if dir, err := r.realDir(); err != nil || dir != place.Root {
		return place.Path()
	}
	return filepath.Join(r.Request.Dir, filepath.FromSlash(place.Name))
}

// spoken is what a builder says of the Dockerfile, unless that would show what
// is not to be shown.
func (r *Result) spoken(message string) string {
	if !r.build.Outside {
		return message
	}
	return "the builder would refuse this line; it is not shown: the Dockerfile is a symlink to a file outside the build context"
}

// spokenOf is the same of one of several Dockerfiles.
func (r *Result) spokenOf(dockerfile string, said error) string {
	if dockerfile == r.Dockerfile {
		return r.spoken(said.Error())
	}
	return said.Error()
}
