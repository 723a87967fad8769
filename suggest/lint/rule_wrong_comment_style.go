package lint

import (
	"strings"

	"github.com/buildctx/buildctx/ignore/diag"
)

// marks begin a comment in other languages.
var marks = []string{"//", ";", "--", "/*", "<!--", "%%", "REM "}

// closing are the marks at the end of such comments.
var closing = map[string]string{"/*": "*/", "<!--": "-->"}

// wrongCommentStyle finds comments of other languages.
var wrongCommentStyle = &Rule{
	ID: "wrong-comment-style", Severity: diag.Warning,
	What: "A line looks like a comment of another language: //, ;, --, /*, <!--.",
	Why:  "Only \"#\" begins a comment; this is a pattern.",
	Bad:  Example{Ignore: "// dependencies\nnode_modules\n", Files: "a", Fixed: "# dependencies\nnode_modules\n"},
	Good: Example{Ignore: "# dependencies\nnode_modules\n//srv\n", Files: "a"},
	Run: func(p *Pass) {
		for _, r := range p.rules() {
			mark := markOf(r.Text)
			if mark == "" || p.seen() && !p.absent(r) {
				continue
			}
			edits := []diag.Edit{{Start: r.Start, End: r.Start + len(mark), New: "#"}}
			if end := closing[mark]; end != "" && strings.HasSuffix(r.Text, end) {
				edits = append(edits, diag.Edit{Start: r.Start + len(strings.TrimRight(strings.TrimSuffix(r.Text, end), " \t")), End: r.End})
			}
			p.Report(r, Finding{
				Help:  "begin a comment with #",
				Fixes: []diag.Fix{p.fix("begin it with #", edits...)},
			}, "this is a pattern and no comment: only \"#\" begins one")
		}
	},
}

// markOf is the mark that a line begins with, with white space behind it.
func markOf(text string) string {
	for _, mark := range marks {
		rest, found := strings.CutPrefix(text, mark)
		if found && rest != "" && (isBlank(rest[0]) || strings.HasSuffix(mark, " ")) {
			return strings.TrimSpace(mark)
		}
	}
	return ""
}
