package lint

import (
	"slices"
	"strings"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/ignore"
)

// A leading is into which excluded directories exceptions lead the builder.
type leading struct {
	reading *reading
	tree    *buildcontext.Tree
	all     bool // into all of them, whatever a cure does
}

// leading says where the exceptions lead that no cure changes.
func (p *prover) leading(r *reading, whose func(*ignore.Rule) *cure) *leading {
	l := &leading{reading: r, tree: p.Eligible.Tree}
	for _, rule := range r.matcher.PruningDisabledBy() {
		l.all = l.all || whose(rule) == nil
	}
	return l
}

// add adds to a reach the directories into which a cure has the builder led, or
// not led any more.
func (l *leading) add(r *reach, changes []change) {
	var paths [2][]string
	var everywhere [2]bool
	for _, ch := range changes {
		if !ch.rule.Negated || l.all {
			continue
		}
		path, all := l.reading.matcher.Entrance(ch.rule)
		is := 0
		if ch.added {
			is = 1
		}
		paths[is], everywhere[is] = append(paths[is], path), everywhere[is] || all
	}
	slices.Sort(paths[0])
	slices.Sort(paths[1])
	switch {
	case slices.Equal(paths[0], paths[1]):
	case everywhere[0] != everywhere[1], l.reading.builder.EntersByPrefix():
		r.all = true
	default:
		r.tops = append(r.tops, onlyOne(l.dirs(paths[0]), l.dirs(paths[1]))...)
	}
}

// dirs are the directories that paths lead through.
func (l *leading) dirs(paths []string) map[uint32]bool {
	out := make(map[uint32]bool)
	for _, path := range paths {
		at, ok := uint32(0), true
		for name := range strings.SplitSeq(strings.TrimSuffix(path, "/"), "/") {
			if at, ok = l.tree.Child(at, name); !ok || !l.tree.IsDir(at) {
				break
			}
			out[at] = true
		}
	}
	return out
}

// onlyOne are the directories in one of two sets.
func onlyOne(a, b map[uint32]bool) (out []uint32) {
	for i := range a {
		if !b[i] {
			out = append(out, i)
		}
	}
	for i := range b {
		if !a[i] {
			out = append(out, i)
		}
	}
	return out
}
