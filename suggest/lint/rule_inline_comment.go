package lint

import (
	"bytes"
	"strings"

	"github.com/buildctx/buildctx/ignore/diag"
)

// inlineComment finds a comment behind a pattern: it is a part of the pattern.
var inlineComment = &Rule{
	ID: "inline-comment", Severity: diag.Warning,
	What: "A comment stands behind a pattern, in the same line.",
	Why:  "To every builder the whole line is the pattern, which then matches nothing.",
	Bad:  Example{Ignore: "node_modules # made again by npm ci\n", Files: "node_modules/x a", Fixed: "# made again by npm ci\nnode_modules\n"},
	Good: Example{Ignore: "# made again by npm ci\nnode_modules\na#b\nc #d\n", Files: "node_modules/x a#b c/\n"},
	Run: func(p *Pass) {
		for _, r := range p.File.Rules(p.Builder) {
			pattern, comment := cutComment(r.Text)
			matches := r.Index >= 0 && p.seen() && !p.absent(r)
			if r.Line < 1 || comment == "" || strings.HasPrefix(strings.TrimPrefix(r.Text, bom), "#") || matches {
				continue
			}
			first, start := begin(p.File, r.Line-1), r.Start+len(r.Text)-len(comment)
			p.ReportSpan(start, r.End, Finding{
				Help: "put the comment in a line of its own",
				Fixes: []diag.Fix{p.fix("put the comment in a line of its own",
					diag.Edit{Start: first, End: first, New: comment + p.end()}, diag.Edit{Start: r.Start + len(pattern), End: r.End})},
			}, "the comment is a part of the pattern, which matches nothing so")
		}
	},
}

// cutComment parts a line into a pattern and the comment behind it. A "#" is
// the beginning of one if white space stands before it and behind it.
func cutComment(text string) (pattern, comment string) {
	for at := 1; at+1 < len(text); at++ {
		if text[at] == '#' && isBlank(text[at-1]) && isBlank(text[at+1]) {
			return strings.TrimRight(text[:at], " \t"), text[at:]
		}
	}
	return text, ""
}

func isBlank(c byte) bool { return c == ' ' || c == '\t' }

// findEnd is the line end of the file.
func (p *project) findEnd() string {
	if bytes.Contains(p.File.Bytes(), []byte("\r\n")) {
		return "\r\n"
	}
	return "\n"
}
