package lint

import (
	"strings"

	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/diag"
)

// classes are the documented words for classes of regular expressions.
var classes = map[byte]string{'d': "[0-9]", 'w': "[0-9A-Za-z_]"}

// regexpEscape finds a backslash before a letter. Builders pass it on to a
// regular expression as it is (moby/patternmatcher, Pattern.compile).
var regexpEscape = &Rule{
	ID: "regexp-escape", Severity: diag.Info, Varies: "warning where the line matches nothing",
	What: "A backslash stands before a letter or a digit.",
	Why:  "It is documented before special characters only. Builders make a regular expression of the pattern, so that \"\\d\" happens to be a digit there and \"\\n\" a line end; no backslash parts directories, unless the client runs on Windows.",
	Bad:  Example{Ignore: "web\\node_modules\ndata-\\d.csv\n", Files: "web/node_modules/a data-1.csv", Fixed: "web/node_modules\ndata-[0-9].csv\n"},
	Good: Example{Ignore: "data-[0-9].csv\n\\!keep\n\\#a\na\\[1]\n", Files: "data-1.csv"},
	Run: func(p *Pass) {
		for _, r := range p.rules() {
			at := escapeIn(r.Text)
			if at < 0 || r.Late {
				continue
			}
			warning, escape := diag.Warning, r.Text[at:at+2]
			switch slashed, there := p.slashed(r); {
			case there:
				p.ReportSpan(r.Start+at, r.Start+at+1, Finding{
					Severity: &warning, Help: "write slashes",
					Fixes: []diag.Fix{p.fix("write slashes", diag.Edit{Start: r.Start, End: r.End, New: slashed})},
				}, "a backslash parts no directories: this matches nothing, and %s is there", strings.TrimPrefix(slashed, "!"))
			case p.absent(r):
				p.ReportSpan(r.Start+at, r.Start+at+2, Finding{Severity: &warning, Help: "write it without the backslash, or a class in brackets"},
					"%s is read as in a regular expression, and this matches nothing", escape)
			default:
				finding := Finding{Help: "write a class in brackets"}
				if class := classes[escape[1]]; class != "" && !inBrackets(r.Text, at) {
					finding.Help = "write " + class
					finding.Fixes = []diag.Fix{p.fix("write "+class, diag.Edit{Start: r.Start + at, End: r.Start + at + 2, New: class})}
				}
				p.ReportSpan(r.Start+at, r.Start+at+2, finding, "%s means this only because builders make a regular expression of the pattern", escape)
			}
		}
	},
}

// slashed is a rule that matches nothing with slashes for its backslashes, and
// whether that is there.
func (p *Pass) slashed(r *ignore.Rule) (text string, there bool) {
	if !p.absent(r) {
		return "", false
	}
	text = strings.ReplaceAll(r.Text, `\`, "/")
	_, there = p.Eligible.Tree.Lookup(strings.Trim(strings.TrimPrefix(text, "!"), "/"))
	return text, there
}

// escapeIn is where a backslash stands before a letter or a digit; -1 for none.
func escapeIn(text string) int {
	for at := 0; at+1 < len(text); at++ {
		if text[at] != '\\' {
			continue
		}
		if next := text[at+1]; next >= '0' && next <= '9' || next|0x20 >= 'a' && next|0x20 <= 'z' {
			return at
		}
		at++
	}
	return -1
}

// inBrackets reports whether a place in a pattern is inside a class.
func inBrackets(text string, at int) bool {
	return strings.LastIndexByte(text[:at], '[') > strings.LastIndexByte(text[:at], ']')
}
