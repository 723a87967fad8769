package lint

import (
	"cmp"
	"slices"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/needs"
	"github.com/buildctx/buildctx/ignore/diag"
	"github.com/buildctx/buildctx/suggest/builds"
	"github.com/buildctx/buildctx/suggest/catalog"
)

// wholeContextCopied finds what has no place in an image and gets there because
// the last stage copies everything.
var wholeContextCopied = &Rule{
	ID: "whole-context-copied", Local: true, Severity: diag.Warning, Varies: "info below a megabyte without .git",
	What: "The stage that becomes the image copies the whole build context, and with it what has no place there.",
	Why:  "All of it is in every image that is built, for everybody who pulls it.",
	Bad:  Example{Ignore: "dist\n", Files: ".git/HEAD .git/objects/x .git/refs/y app.js node_modules/a=x package.json={}", Dockerfile: "FROM node\nCOPY . /app\nRUN npm ci\n"},
	Good: Example{Ignore: ".git\nnode_modules\n", Files: ".git/HEAD .git/objects/x .git/refs/y app.js node_modules/a=x package.json={}", Dockerfile: "FROM node\nCOPY . /app\nRUN npm ci\n"},
	Run: func(p *Pass) {
		const much = 1_000_000
		source := p.copiesAll()
		if source == nil {
			return
		}
		var heaviest []uint32
		var all buildcontext.Totals
		sums, t := p.Sent.Sums(), p.Sent.Tree
		severity := diag.Info
		for c := range p.sent("") {
			if c.Safety < diag.Safe || c.Reach != builds.InImage {
				continue
			}
			if c.Category == catalog.VCS {
				severity = diag.Warning // it holds all that ever was
			}
			for _, i := range c.Entries {
				all.Add(buildcontext.Totals{Files: int(sums.At(i).Files), Bytes: sums.At(i).Bytes})
				heaviest = append(heaviest, i)
			}
		}
		if len(heaviest) == 0 {
			return
		}
		if all.Bytes >= much {
			severity = diag.Warning
		}
		slices.SortStableFunc(heaviest, func(a, b uint32) int { return cmp.Compare(sums.At(b).Bytes, sums.At(a).Bytes) })
		const most = 3
		what := listed(paths(t, heaviest), most)
		p.reportAt(p.dockerfile.source(source, 0), Finding{Severity: &severity, Help: "buildctx suggest keeps out what no build needs"},
			"this copies the whole build context into the image, and with it %s: %s", what, amount(all))
	},
}

// copiesAll is what copies the whole build context into the stage that is
// built; nil if nothing does.
func (p *project) copiesAll() *needs.Source {
	set := p.ShownNeeds()
	if set == nil {
		return nil
	}
	for k := range set.Sources {
		s := &set.Sources[k]
		if s.Whole && s.Context == "" && !s.Mount && !s.Unused && s.Unknown == "" && set.Stages[s.StageIndex].Target {
			return s
		}
	}
	return nil
}
