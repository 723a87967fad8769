package suggest

import (
	"maps"
	"slices"

	buildcontext "github.com/buildctx/buildctx/context"

	"github.com/buildctx/buildctx/suggest/builds"
	"github.com/buildctx/buildctx/suggest/catalog"
)

// shipped are directory names that stand for content: who copies one by its
// name wants what is in it, be it large.
var shipped = map[string]bool{
	"certs": true, "checkpoints": true, "corpus": true, "data": true, "dataset": true,
	"datasets": true, "db": true, "dumps": true, "fixtures": true, "keys": true, "media": true, "model": true,
	"models": true, "seed": true, "seeds": true, "ssl": true, "tls": true, "secrets": true, "testdata": true,
	"videos": true, "weights": true,
}

// findShipped finds the artefacts among the directories that the sources name
// or lead through.
func (p *protection) findShipped(in Case, sums buildcontext.Sums) {
	dirs := slices.Collect(maps.Keys(p.named))
	for i := range p.above {
		if _, both := p.named[i]; !both {
			dirs = append(dirs, i)
		}
	}
	slices.Sort(dirs)
	names := catalog.Index()
	meant := make(map[uint32][]*catalog.Artefact)
	var ask []string
	for _, i := range dirs {
		if !p.tree.IsDir(i) {
			continue
		}
		names.Each(p.tree.Name(i), func(a *catalog.Artefact) {
			if a.Means(p.tree, i) && !a.Holder {
				meant[i] = append(meant[i], a)
			}
		})
		for _, a := range names.Holders() {
			if _, ok := p.tree.Child(i, a.Pattern); ok {
				meant[i] = append(meant[i], a)
			}
		}
		if len(meant[i]) > 0 {
			ask = append(ask, p.tree.Path(i))
		}
	}
	in.Builds = builds.None() // whether it is shipped does not hang on what runs
	pass := &pass{Case: in, sums: sums, needed: p}
	if in.Git != nil && len(ask) > 0 {
		pass.ignoredPaths = in.Git.Ignored(ask)
	}
	for _, i := range dirs {
		use, isNamed := p.named[i]
		if !isNamed {
			use = p.above[i]
		}
		ships := isNamed && (shipped[p.tree.Name(i)] || p.tree.IsDir(i) && onlyPayload(p.tree, in.Eligible, i))
		for _, a := range meant[i] {
			ships = ships || pass.judge(heuristicOf(a), a, i) != nil
		}
		if ships && p.tree.IsDir(i) {
			p.ships[i] = use
		}
	}
}

// onlyPayload reports whether all files below a directory, of which there is
// one at least, are data, models and the like.
func onlyPayload(t *buildcontext.Tree, eligible *buildcontext.View, dir uint32) bool {
	any := false
	for i := dir + 1; i < t.End(dir); i++ {
		if t.IsDir(i) || !eligible.Sent(i) {
			continue
		}
		is := false
		catalog.Index().Each(t.Name(i), func(a *catalog.Artefact) {
			is = is || !a.Dir && payload(a)
		})
		if !is {
			return false
		}
		any = true
	}
	return any
}
