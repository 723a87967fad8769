package lint

import (
	"strings"

	"github.com/buildctx/buildctx/ignore/diag"
)

// indentedComment finds a comment behind white space. Docker looks for "#"
// before it cuts white space off (moby/patternmatcher, ignorefile ReadAll).
var indentedComment = &Rule{
	ID: "indented-comment", Severity: diag.Warning,
	What: "White space stands before the \"#\" of a comment.",
	Why:  "Only a line that begins with \"#\" is a comment; this one is a pattern for a name that begins with \"#\".",
	Bad:  Example{Ignore: "a\n  # logs\n*.log\n", Files: "a", Fixed: "a\n# logs\n*.log\n"},
	Good: Example{Ignore: "# logs\n  *.log\n", Files: "a"},
	Run: func(p *Pass) {
		for _, r := range p.rules() {
			start := begin(p.File, r.Line-1)
			if !strings.HasPrefix(r.Text, "#") || r.Start == start || p.seen() && !p.absent(r) {
				continue
			}
			p.ReportSpan(start, r.End, Finding{
				Help:  "begin the line with the #",
				Fixes: []diag.Fix{p.fix("take the white space away", diag.Edit{Start: start, End: r.Start})},
			}, "this is a pattern and no comment: white space stands before the \"#\"")
		}
	},
}
