package analysis

import (
	"errors"
	"fmt"
	"io/fs"
	"sync"
	"syscall"

	"github.com/buildctx/buildctx/cmd/internal/project"
	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/predict"
	"github.com/buildctx/buildctx/context/scan"
)

// A contents reads files of the build context, and knows which of them it could
// not read although they are there. Files are read by several goroutines.
type contents struct {
	tree *buildcontext.Tree

	mu    sync.Mutex
	first string
	why   error
	files map[string]bool
	told  bool
}

// head reads the first n bytes of a file of the build context.
func (c *contents) head(path string, n int) []byte {
	head, err := scan.ReadHead(c.tree.Root(), path, n)
	if err != nil && !isOther(err) && !c.knownUnreadable(path) {
		c.add(path, err)
	}
	return head
}

// isOther reports whether an error of reading a file means that there is none
// to be read.
func isOther(err error) bool {
	for _, other := range []error{
		fs.ErrNotExist, scan.ErrNotRegular, scan.ErrKernelFile, scan.ErrOutside, syscall.EISDIR, syscall.ENOTDIR, syscall.ELOOP,
	} {
		if errors.Is(err, other) {
			return true
		}
	}
	return false
}

// knownUnreadable reports whether reading the directory has shown that a file
// may not be read, which is told where it matters to the build.
func (c *contents) knownUnreadable(path string) bool {
	i, ok := c.tree.Lookup(path)
	if !ok {
		return false
	}
	_, bad := c.tree.Problem(i)
	return bad
}

func (c *contents) add(path string, err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.files == nil {
		c.first, c.why, c.files = path, err, make(map[string]bool)
	}
	c.files[path] = true
}

// note takes down, once, that files could not be read.
func (c *contents) note(notes *Notes) {
	c.mu.Lock()
	defer c.mu.Unlock()
	n := len(c.files)
	if n == 0 || c.told {
		return
	}
	c.told = true
	notes.knowLess(fmt.Sprintf("%s cannot be read, and what that holds is not known: %v.", several(n, "files", c.first), project.Cause(c.why)))
}

// noteUnlisted takes down which directories could not be read, and whose status
// is missing, where the builder does not stop for that.
func noteUnlisted(p *predict.Prediction, notes *Notes) {
	stops := make(map[uint32]bool)
	for _, f := range p.Sent.Failures {
		stops[f.Entry] = true
	}
	n, first := 0, scan.Problem{}
	for _, x := range p.Tree.Listing().Problems {
		if x.Kind != scan.Unreadable && x.Kind != scan.NoStatus || stops[x.Entry] || errors.Is(x.Err, fs.ErrNotExist) {
			continue
		}
		if n++; n == 1 {
			first = x
		}
	}
	if n > 0 {
		notes.knowLess(fmt.Sprintf("%s cannot be read, and how much that is does not count: %v.", several(n, "entries", first.Path), first.Err))
	}
}

// several names n things, of which the first is known.
func several(n int, nouns, first string) string {
	if n == 1 {
		return quoted(first)
	}
	return fmt.Sprintf("%s and %d more %s", quoted(first), n-1, nouns)
}
