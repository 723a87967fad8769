package lint

import (
	"slices"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/ignore/diag"
)

// deadException finds negations of what nothing keeps out. One that names what
// is not there may be of use tomorrow, and is left alone.
var deadException = &Rule{
	ID: "dead-exception", Severity: diag.Info,
	What: "A line with \"!\" names what is there, and no line before it keeps that out.",
	Why:  "It brings nothing back; with a wildcard it still makes BuildKit look into every directory.",
	Bad:  Example{Ignore: "docs\n!src/keep.txt\n", Files: "docs/a src/keep.txt"},
	Good: Example{Ignore: "docs\n!docs/keep.txt\n!src/absent.txt\n", Files: "docs/keep.txt src/a"},
	Run: func(p *Pass) {
		if !p.seen() {
			return
		}
		for _, r := range p.rules() {
			decided := func(share buildcontext.Share) bool { return share.By >= 0 }
			if shares := p.shares()[r.Index]; len(shares) == 0 || slices.ContainsFunc(shares, decided) {
				continue
			}
			p.Report(r, Finding{Help: "remove it, or put it behind the line that keeps it out"}, "%s brings nothing back: no line before it keeps that out", r.Text)
		}
	},
}
