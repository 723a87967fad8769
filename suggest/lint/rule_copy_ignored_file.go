package lint

import (
	"fmt"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/needs"
	"github.com/buildctx/buildctx/context/predict"
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/diag"
	"github.com/buildctx/buildctx/suggest"
	"github.com/buildctx/buildctx/suggest/catalog"
)

var copyIgnoredFile = &Rule{
	ID: "copy-ignored-file", Severity: diag.Error, Varies: "warning for a wildcard",
	What: "A COPY, an ADD or a bind mount names what the ignore file keeps out.",
	Why: "The build fails, since the builder never gets it; with a wildcard BuildKit copies nothing and says nothing. " +
		"The check of that name in BuildKit compares the words of the line with the rules; this one looks at what is sent, so that it is right with \"!\" lines, wildcards and links, too.",
	URL:  "https://docs.docker.com/go/dockerfile/rule/copy-ignored-file/",
	Bad:  Example{Ignore: "dist\n", Dockerfile: "FROM scratch\nCOPY dist/app /\n", Files: "dist/app"},
	Good: Example{Ignore: "dist\n!dist/app\n", Dockerfile: "FROM scratch\nCOPY dist/app /\n", Files: "dist/app dist/b"},
	Run: func(p *Pass) {
		p.refusals(predict.SourceExcluded, func(x predict.Refusal, at Span) {
			f := Finding{Help: "except it from the rule with a line behind it that begins with !, or do not copy it", Related: p.keptOut(x.Rule)}
			if by := p.excepted(x.Source); by != nil {
				f.Help = fmt.Sprintf("%v does not enter an excluded directory for the wildcard of line %d (%s): begin the exception with the name of the directory", p.Builder, by.Line, by.Text)
			}
			if p.namesSecret(x.Source) {
				f.Help = "give it to the RUN that needs it: --mount=type=secret"
			}
			what := quoted(x.Source.Path)
			if x.Excluded != "" {
				f.Help = "except what the link leads to, with a line below that: !" + x.Excluded
				what += " is a link to " + quoted(x.Excluded) + ", which"
			}
			p.reportAt(at, f, "%s is kept out by %s:%d (%s), and the build fails", what, p.IgnorePath, x.Rule.Line, x.Rule.Text)
		})
		p.copiedNothing("except it from the rule with a line behind it that begins with !, or do not copy it")
	},
}

// excepted is the exception that names a source in vain; nil for none.
func (p *Pass) excepted(s *needs.Source) *ignore.Rule {
	if found := p.WholeTree().Find(s.Path); len(found) > 0 {
		return p.exceptedInVain(found[0])
	}
	return nil
}

// namesSecret reports whether a source names a secret.
func (p *project) namesSecret(s *needs.Source) bool {
	t := p.Tree
	found := t.Find(s.Path)
	if len(found) == 0 {
		return false
	}
	category, _ := suggest.Classify(t, found[0])
	return category == catalog.Secret
}

// copiedNothing finds wildcards of which all that they match is kept out,
// where the builder then copies nothing.
func (p *Pass) copiedNothing(help string) {
	if !p.seen() || !p.AllowsEmptyWildcards() {
		return
	}
	warning, w := diag.Warning, p.dockerfile.placer()
	for _, s := range p.Sources() {
		by := p.emptied(s)
		if by == nil {
			continue
		}
		f := Finding{Severity: &warning, Help: help, Related: p.keptOut(by)}
		p.reportAt(w.place(s), f, "all that %s matches is kept out, and nothing is copied", quoted(s.Path))
	}
}

// emptied is the rule that keeps out what the wildcards of a source match;
// nil where something is left, or was not there.
func (p *project) emptied(s *needs.Source) *ignore.Rule {
	b := p.Prediction
	if s.Whole || s.Unused || s.Unknown != "" || s.Mount || s.Parents || !buildcontext.HasWildcard(s.Path) || predict.Lacks(b.Sent, s) != "" {
		return nil
	}
	found := b.Tree.Find(s.Path)
	if len(found) == 0 || len(b.Sent.Match(predict.SplitWildcards(s.Path))) > 0 {
		return nil
	}
	by := b.Rules.Decide(b.Tree.Path(found[0])).By
	if by == nil || by.Negated || by.Line < 1 {
		return nil
	}
	return by
}
