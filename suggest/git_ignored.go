package suggest

import (
	"github.com/buildctx/buildctx/ignore/diag"
	"github.com/buildctx/buildctx/suggest/catalog"
)

// gitIgnored asks about what is heavy, ignored by git, and not known by any
// name: a fresh clone does not have it, so the build can hardly need it.
var gitIgnored = &Heuristic{
	ID:       "git-ignored",
	Title:    "heavy paths that git ignores",
	Category: Other,
	Run: func(p *Pass) {
		if p.Ignored() && p.Weight() >= heavy {
			p.Take(diag.Review, "a fresh clone does not have it")
		}
	},
}

// anyName stands for the name of what is known by none.
var anyName = &catalog.Artefact{Facts: catalog.Facts{Why: "ignored by git", Min: heavy}}
