package lint

import (
	"cmp"

	"github.com/buildctx/buildctx/ignore/diag"
)

// told explains what the builder does or says, which whoever replays the build finds
// (see [Build]); help is what to do about it.
func told(r Rule, help string) *Rule {
	r.Run = func(p *Pass) {
		if p.Build == nil {
			return
		}
		type word struct {
			line    int
			pattern string
		}
		seen := make(map[word]int)
		for _, t := range p.Build.Told {
			if t.Rule != r.ID {
				continue
			}
			f := Finding{Help: cmp.Or(t.Help, help), Severity: t.Severity}
			at := place{file: cmp.Or(t.File, p.whole().file)}
			switch {
			case t.Source != nil:
				word := word{t.Source.Line, t.Source.Pattern}
				at = p.Build.source(t.Source, seen[word])
				seen[word]++
				if t.By != nil && t.By.Line > 0 {
					f.Related = []diag.Related{p.at(t.By, "this keeps it out")}
				}
			case t.By != nil && t.By.Line > 0:
				at = place{p.path(), t.By.Start, t.By.End}
			}
			p.reportAt(at, f, "%s", t.Message)
		}
	}
	return &r
}
