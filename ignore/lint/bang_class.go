package lint

import (
	"strings"

	"github.com/buildctx/buildctx/ignore/diag"
)

// bangClass finds "[!a]", which is a shell's way to say "not a". The patterns of Go
// know "[^a]" alone (path/filepath, Match).
var bangClass = &Rule{
	ID: "bang-class", Severity: diag.Warning,
	What: "A class of characters begins with \"!\", as shells and git write \"not one of these\".",
	Why:  "To builders \"[!a]\" is \"!\" or \"a\"; what is not \"a\" is \"[^a]\".",
	Bad:  Example{Ignore: "log.[!0]\n", Files: "log.1 log.0", Fixed: "log.[^0]\n"},
	Good: Example{Ignore: "log.[^0]\nlog.\\[!0]\n", Files: "log.1 log.0"},
	Run: func(p *Pass) {
		for _, r := range p.rules() {
			for at := 0; ; {
				k := strings.Index(r.Text[at:], "[!")
				if k < 0 {
					break
				}
				at += k
				if at > 0 && r.Text[at-1] == '\\' {
					at++
					continue
				}
				start := r.Start + at
				p.ReportSpan(start, start+2, Finding{
					Help:  "write [^ in place of [!",
					Fixes: []diag.Fix{p.fix("write [^ in place of [!", diag.Edit{Start: start + 1, End: start + 2, New: "^"})},
				}, "\"[!\" does not mean \"none of\" to a builder: this class holds \"!\"")
				at += 2
			}
		}
	},
}
