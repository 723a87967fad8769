package lint

import (
	"strings"

	"github.com/buildctx/buildctx/ignore/diag"
)

// trailingSlashKind finds a slash at the end that is meant to say "a
// directory". Git reads it so; builders take it off (moby/patternmatcher,
// ignorefile ReadAll).
var trailingSlashKind = &Rule{
	ID: "trailing-slash-kind", Severity: diag.Info,
	What: "A slash at the end of a pattern is meant for directories, and a file of that name is there.",
	Why:  "Builders take the slash off: the file is kept out, too.",
	Bad:  Example{Ignore: "build/\n", Files: "build"},
	Good: Example{Ignore: "build/\ndist\n", Files: "build/x dist"},
	Run: func(p *Pass) {
		if !p.seen() {
			return
		}
		t := p.Eligible.Tree
		for _, r := range p.rules() {
			if !strings.HasSuffix(r.Text, "/") || r.Negated || p.absent(r) {
				continue
			}
			if i, ok := t.Lookup(r.Pattern); ok && !t.IsDir(i) && !p.Eligible.Sent(i) {
				p.ReportSpan(r.End-1, r.End, Finding{Help: "name the file in a line with \"!\" behind this one if it is needed"},
					"the slash does not mean a directory: the file %s is kept out", r.Pattern)
			}
		}
	},
}
