package lint

import (
	"path"
	"slices"
	"strings"

	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/diag"
)

// agreements are spellings of a line with which all builders may do the same.
func (p *Pass) agreements(r *ignore.Rule, back []uint32) (out []diag.Fix) {
	for _, lines := range p.spellings(r, back) {
		fix := p.fix("write "+strings.Join(lines, ", "), diag.Edit{Start: r.Start, End: r.End, New: strings.Join(lines, p.end())})
		if len(lines) > 1 || strings.ContainsAny(r.Pattern, "*?") && !strings.ContainsAny(lines[0], "*?") {
			fix = looked(fix) // what is made later may match the wildcard
		}
		out = append(out, fix)
	}
	return out
}

// agrees tells of a fix whether all builders do the same about some entries
// with it, this one what it does now, and disagree about nothing new.
func agrees(entries []uint32) func(*trial, int, diag.Safety) bool {
	return func(t *trial, _ int, safety diag.Safety) bool {
		return safety == diag.Safe && (t == nil || t.agrees(entries))
	}
}

// spellings are other ways to write a line, which brings back some entries.
func (p *Pass) spellings(r *ignore.Rule, back []uint32) (out [][]string) {
	bang, pattern := "", strings.TrimSpace(strings.TrimPrefix(r.Text, "!"))
	if r.Negated {
		bang = "!"
	}
	one := func(pattern string) {
		if line := bang + pattern; line != r.Text && !slices.ContainsFunc(out, func(l []string) bool { return l[0] == line }) {
			out = append(out, []string{line})
		}
	}
	one(pattern)
	if clean := path.Clean(strings.TrimLeft(pattern, "/")); clean != "." {
		one(clean)
	}
	var literal strings.Builder
	for _, c := range pattern {
		switch {
		case strings.ContainsRune("+(){}|$", c):
			literal.WriteString("[" + string(c) + "]")
		case c == '^':
			literal.WriteString(`\^`) // in brackets it means something else
		default:
			literal.WriteRune(c)
		}
	}
	one(literal.String())
	if rest, ok := strings.CutPrefix(pattern, "**"); ok && rest != "" && rest[0] != '/' {
		one("**/*" + rest)
	}
	one(strings.ReplaceAll(pattern, "[!", "[^"))
	if len(back) > 0 {
		var lines []string
		for _, i := range back {
			lines = append(lines, "!"+p.Eligible.Tree.Path(i))
		}
		if !slices.ContainsFunc(back, func(i uint32) bool { return !isPlain(p.Eligible.Tree.Path(i)) }) {
			out = append(out, lines)
		}
	}
	return out
}
