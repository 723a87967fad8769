package suggest

import (
	"path"
	"strings"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/ignore"
)

// wanted tells which entries the user has asked for with a negation of the
// ignore file. What somebody brought back on purpose is not proposed to go.
type wanted struct {
	tree    *buildcontext.Tree
	matcher *ignore.Matcher
	literal []uint32 // named by negations without wildcards
}

func newWanted(in Input) *wanted {
	w := &wanted{tree: in.Tree, matcher: in.File.Matcher(in.Builder)}
	for _, r := range w.matcher.Rules() {
		if !r.Negated || isGlob(r.Pattern) {
			continue
		}
		if i, ok := in.Tree.Lookup(r.Pattern); ok && i != 0 {
			w.literal = append(w.literal, i)
		}
	}
	return w
}

// holds reports whether a negation names the entry, or something below it. A
// negation of a directory above does not count: it brings back all there is,
// and so does one whose last component is nothing but wildcards ("!src/**").
func (w *wanted) holds(i uint32) bool {
	for _, j := range w.literal {
		if j >= i && j < w.tree.End(i) {
			return true
		}
	}
	name := w.tree.Path(i)
	by := w.matcher.Decide(name).By
	if by == nil || !by.Negated || strings.Trim(path.Base(by.Pattern), "*?") == "" {
		return false
	}
	parent := path.Dir(name)
	return parent == "." || w.matcher.Decide(parent).By != by
}

// without returns the entries that nobody wants.
func (w *wanted) without(entries []uint32) []uint32 {
	var out []uint32
	for _, i := range entries {
		if !w.holds(i) {
			out = append(out, i)
		}
	}
	return out
}
