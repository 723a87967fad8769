package lint

import (
	"strings"

	"github.com/buildctx/buildctx/ignore/diag"
)

// regexpEscape finds \d, \w and the like: in a pattern a backslash makes the next
// character literal.
var regexpEscape = &Rule{
	ID: "regexp-escape", Severity: diag.Warning,
	What: "A pattern has an escape of regular expressions: \\d, \\w, \\s or \\b.",
	Why:  "In a pattern \"\\d\" is the letter d; digits are [0-9].",
	Bad:  Example{Ignore: "log\\d+\n", Files: "log1"},
	Good: Example{Ignore: "log[0-9]\n\\!keep\n\\#a\ndir\\data\n", Files: "log1"},
	Run: func(p *Pass) {
		for _, r := range p.rules() {
			at := escapeIn(r.Text)
			if at < 0 || p.seen() && !p.absent(r) {
				continue
			}
			p.ReportSpan(r.Start+at, r.Start+at+2, Finding{Help: "write a class, such as [0-9]"},
				"\"%s\" is no class of characters here, but the character itself", r.Text[at:at+2])
		}
	},
}

// escapeIn is where an escape stands that only regular expressions have; -1 for
// none. A letter that goes on is a part of a name, as in "dir\data".
func escapeIn(text string) int {
	for at := 0; at+1 < len(text); at++ {
		if text[at] != '\\' {
			continue
		}
		goesOn := at+2 < len(text) && (text[at+2] == '_' || text[at+2]|0x20 >= 'a' && text[at+2]|0x20 <= 'z')
		if strings.IndexByte("dDwWsSb", text[at+1]) >= 0 && !goesOn {
			return at
		}
		at++
	}
	return -1
}
