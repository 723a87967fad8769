package buildcontext

import (
	"fmt"
	"sync"
)

// buildah reads in place and makes the directories above what it takes in the
// image. The copier of its storage leaves sockets out.
var buildah = model{
	inPlace:      true,
	sendsParents: true,
	badRule:      "error checking context: syntax error in pattern",
	badDir:       asItIs,
	badFile:      asItIs,
}

func asItIs(_ *walk, _ uint32, err error) string { return fmt.Sprint(err) }

// EmptyView is the View of a build that asks for nothing: the builder's client
// does not even look at the directory.
func (t *Tree) EmptyView(rules Rules) *View {
	v := &View{Tree: t, Rules: rules, flags: make([]flag, t.Len())}
	v.sums = sync.OnceValue(v.addUp)
	return v
}

// ReplaySources is the View of a builder that reads the directory in place, as
// Buildah does: what the sources of its COPY and ADD lines name, and what the
// ignore rules leave of that. Sources are paths below the root with wildcards;
// "**" stands for any number of directories. A source leads through links
// inside the root. What it names through one is taken whatever the rules say of
// where the link leads; they apply to the name (buildah
// copier/copier.go, copierHandlerGet).
func (t *Tree) ReplaySources(rules Rules, sources []string) *View {
	eligible := t.Replay(rules)
	v := t.EmptyView(rules)
	v.Visited, v.Usage, v.Failures = eligible.Visited, eligible.Usage, eligible.Failures
	for _, source := range sources {
		items, all := t.glob(source, everyLink, true)
		if !all && v.TooManyPaths == "" {
			v.TooManyPaths = source
		}
		for _, item := range items {
			if item.linked && rules.Ignore != nil && rules.Ignore.Decide(item.name).Matched {
				continue
			}
			for i := item.entry; i < t.End(item.entry); i++ {
				v.flags[i] |= eligible.flags[i] &^ sent
				if i != 0 && v.flags[i]&sent == 0 && (eligible.Sent(i) || item.linked && i == item.entry) {
					v.markSent(i)
				}
			}
		}
	}
	v.countOnce()
	return v
}

func (v *View) markSent(i uint32) {
	t := v.Tree
	v.flags[i] |= sent
	if t.IsDir(i) {
		v.Totals.Dirs++
		return
	}
	v.Totals.Files++
	if t.Mode(i).IsRegular() {
		v.Totals.Bytes += t.Size(i)
	}
}
