package lint

import (
	"strings"

	"github.com/buildctx/buildctx/ignore/diag"
)

// bangClass finds "[!a]", which is a shell's way to say "not a". The patterns
// of Go know "[^a]" alone (path/filepath, Match).
var bangClass = &Rule{
	ID: "bang-class", Severity: diag.Warning,
	What: "A class of characters begins with \"!\", as shells and git write \"not one of these\".",
	Why:  "To builders \"[!a]\" is \"!\" or \"a\"; what is not \"a\" is \"[^a]\".",
	Bad:  Example{Ignore: "log.[!0]\n", Files: "log.1 log.0", Fixed: "log.[^0]\n"},
	Good: Example{Ignore: "log.[^0]\nlog.\\[!0]\n", Files: "log.1 log.0"},
	Run: func(p *Pass) {
		for _, r := range p.rules() {
			classes := bangClasses(r.Text)
			if len(classes) == 0 {
				continue
			}
			var edits []diag.Edit
			for _, at := range classes {
				edits = append(edits, diag.Edit{Start: r.Start + at + 1, End: r.Start + at + 2, New: "^"})
			}
			start := r.Start + classes[0]
			p.ReportSpan(start, start+2, Finding{
				Help:  "write [^ in place of [!",
				Fixes: []diag.Fix{p.fix("write [^ in place of [!", edits...)},
			}, "\"[!\" does not mean \"none of\" to a builder: this class holds \"!\"")
		}
	},
}

// bangClasses is where such classes begin in a line.
func bangClasses(text string) (out []int) {
	for at := 0; ; {
		k := strings.Index(text[at:], "[!")
		if k < 0 {
			return out
		}
		if at += k; at > 0 && text[at-1] == '\\' {
			at++
			continue
		}
		out = append(out, at)
		at += 2
	}
}
