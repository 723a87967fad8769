package lint

import (
	"slices"
	"strings"

	"github.com/buildctx/buildctx/context/needs"
	"github.com/buildctx/buildctx/context/stages"
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/diag"
	"github.com/buildctx/buildctx/suggest"
)

// copyFromStageMissing finds what a stage takes from another one, which has it
// from the build context, where the ignore file keeps it out.
var copyFromStageMissing = &Rule{
	ID: "copy-from-stage-missing", Severity: diag.Warning,
	What: "A stage takes from another one what the ignore file keeps out of that.",
	Why: "COPY of a directory takes what the ignore file leaves, and says nothing of the rest. The build fails later, where COPY --from or a mount names what is not there, " +
		"unless a RUN of the stage makes it.",
	Bad:  Example{Ignore: "public\n", Dockerfile: "FROM scratch AS build\nCOPY . /app\nFROM scratch\nCOPY --from=build /app/public /srv\n", Files: "public/a src/b"},
	Good: Example{Ignore: "docs\n", Dockerfile: "FROM scratch AS build\nCOPY . /app\nFROM scratch\nCOPY --from=build /app/public /srv\n", Files: "public/a docs/b"},
	Run: func(p *Pass) {
		set := p.ShownNeeds()
		if !p.seen() || set == nil {
			return
		}
		w := p.dockerfile.placer()
		for _, h := range stages.New(p.Tree, set).Handed() {
			at := w.place(&needs.Source{Line: h.Line, EndLine: h.EndLine, Pattern: h.Pattern, Mount: h.Mount})
			name, by := p.notHanded(h)
			if by == nil {
				continue
			}
			p.reportAt(at, Finding{
				Help:    "except it from the rule with a line behind it that begins with !, or make it in the stage",
				Related: p.keptOut(by),
			}, "%s may not be there: %s:%d (%s) keeps %s out of the build context, and no RUN names it", h.Pattern, p.IgnorePath, by.Line, by.Text, name)
		}
	},
}

// notHanded is what a stage takes by name from another one that does not arrive
// there, with the rule that keeps it out; nil where something of it arrives, or
// a RUN may well make it.
func (p *project) notHanded(h stages.Handed) (name string, by *ignore.Rule) {
	for _, o := range h.Origins {
		if o.Path == "" || len(p.Sent.Find(o.Path)) > 0 {
			return "", nil
		}
		found := p.Tree.Find(o.Path)
		if len(found) == 0 || p.mayBeMade(h.Commands, found) {
			continue
		}
		first := p.Tree.Path(found[0])
		if v := p.Rules.Decide(first); v.Matched && by == nil {
			name, by = first, v.By
		}
	}
	return name, by
}

// mayBeMade reports whether commands may well make entries: they name them, git
// ignores them as what is made, or they are of a kind that builds make.
func (p *project) mayBeMade(ran []*needs.Command, entries []uint32) bool {
	if len(ran) == 0 {
		return false
	}
	if p.Builds.MadeAgain(entries) {
		return true
	}
	var names []string
	for _, i := range entries {
		name := p.Tree.Name(i)
		category, _ := suggest.Classify(p.Tree, i)
		if category.Facts().Generated || slices.ContainsFunc(ran, func(c *needs.Command) bool { return strings.Contains(c.Text, name) }) {
			return true
		}
		names = append(names, p.Tree.Path(i))
	}
	return p.Git != nil && len(p.Git.Ignored(names)) > 0
}
