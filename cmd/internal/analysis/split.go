package analysis

import (
	"path/filepath"
	"slices"
	"sync"

	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/suggest"
)

// split looks, while other work is done, for what an ignore file of its own
// could leave out for the Dockerfile. It returns a function that waits for it.
func (r *Result) split(in suggest.Input) func() []suggest.Split {
	if r.OwnIgnoreFile() == "" {
		return func() []suggest.Split { return nil }
	}
	find := sync.OnceValue(func() []suggest.Split { return suggest.Splits(in, r.Dockerfile) })
	go find()
	return find
}

// OwnIgnoreFile is where an ignore file could be put that holds for the
// Dockerfile alone, in place of the one in force. It is empty where there is
// one, and where there can be none: the classic builder knows none, nor has a
// Dockerfile from standard input one.
func (r *Result) OwnIgnoreFile() string {
	switch {
	case r.Request.Builder == ignore.Classic, r.Dockerfile == "", r.Dockerfile == "-", r.Request.IgnoreFile != "", r.rulesAreOwn():
		return ""
	}
	return r.Request.Builder.OwnNames(r.Dockerfile)[0]
}

// rulesAreOwn reports whether the ignore file in force holds for the Dockerfile
// alone. Then no other one shares it.
func (r *Result) rulesAreOwn() bool {
	if r.Request.IgnoreFile != "" || r.IgnorePath == "" || r.Dockerfile == "" {
		return false
	}
	return slices.Contains(r.Request.Builder.OwnNames(filepath.Clean(r.Dockerfile)), filepath.Clean(r.IgnorePath))
}
