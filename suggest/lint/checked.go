package lint

import (
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/diag"
)

// checked finds what the builder itself objects to, as [ignore.File.Check]
// tells it, with the page of the rule.
func checked(id string, severity diag.Severity, what, why string, bad, good Example, builders ...ignore.Builder) *Rule {
	return &Rule{ID: id, Severity: severity, Builders: builders, What: what, Why: why, Bad: bad, Good: good, Run: func(p *Pass) {
		for _, d := range p.checks() {
			if d.Rule == id {
				d.File = p.path()
				p.found = append(p.found, d)
			}
		}
	}}
}
