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
		type written struct {
			line    int
			pattern string
		}
		seen := make(map[written]int)
		for _, t := range p.Build.Told {
			if t.Rule != r.ID {
				continue
			}
			f := Finding{Help: cmp.Or(t.Help, help), Severity: t.Severity}
			at := Span{File: cmp.Or(t.File, p.whole().File)}
			if t.Source != nil {
				as := written{t.Source.Line, t.Source.Pattern}
				at = p.Build.source(t.Source, seen[as])
				seen[as]++
				if t.By != nil && t.By.Line > 0 {
					f.Related = []diag.Related{p.at(t.By, "this keeps it out")}
				}
			}
			p.reportAt(at, f, "%s", t.Message)
		}
	}
	return &r
}
