package lint

import (
	"slices"
	"strings"

	"github.com/buildctx/buildctx/ignore/diag"
	"github.com/buildctx/buildctx/suggest"
)

// secretSent finds secrets among what is sent.
var secretSent = &Rule{
	ID: "secret-sent", Severity: diag.Warning,
	What: "A secret is sent to the builder.",
	Why: "What is copied stays in a layer for ever, where everybody finds it who can pull the image; a builder keeps what it was sent. " +
		"Give a build its secrets with --mount=type=secret.",
	Bad:  Example{Ignore: "dist\n", Files: ".env=TOKEN=1 app.js", Dockerfile: "FROM scratch\nCOPY . /\n"},
	Good: Example{Ignore: ".env\n", Files: ".env=TOKEN=1 app.js", Dockerfile: "FROM scratch\nCOPY . /\n"},
	Run: func(p *Pass) {
		info := diag.Info
		for c := range p.sent(suggest.Secret) {
			f := Finding{Help: "buildctx suggest keeps it out"}
			if c.Safety < diag.Safe || p.allLetIn(c.Entries) {
				f.Severity, f.Help = &info, "buildctx suggest --level review asks about it"
			}
			if c.Advice != "" {
				f.Help = c.Advice
			}
			t := p.Build.Sent.Tree
			what := t.Path(c.Entries[0]) + " is"
			if n := len(c.Entries) - 1; n > 0 {
				what = t.Path(c.Entries[0]) + " and " + others(n) + " are"
			}
			p.reportAt(p.whole(), f, "%s", what+" sent: "+strings.Join(append([]string{c.Why}, c.Evidence...), ", "))
		}
	},
}

// allLetIn reports whether exceptions name all of the entries.
func (p *Pass) allLetIn(entries []uint32) bool {
	m := p.File.Matcher(p.Builder)
	return !slices.ContainsFunc(entries, func(i uint32) bool { return !p.letIn(m, i) })
}
