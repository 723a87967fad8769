package lint

import (
	"path"
	"slices"
	"strings"

	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/diag"
)

// agreement is a spelling of a line with which all builders do the same about some
// entries, this one what it does now, and disagree about nothing new.
func (p *Pass) agreement(r *ignore.Rule, entries []uint32) (diag.Fix, bool) {
	for _, lines := range p.spellings(r) {
		fix := diag.Fix{
			Title: "write " + strings.Join(lines, ", "), Safety: diag.Safe,
			Edits: []diag.Edit{{Start: r.Start, End: r.End, New: strings.Join(lines, p.end())}},
		}
		text, err := diag.Apply(p.File.Bytes(), fix.Edits)
		if err != nil || !p.affords() {
			continue
		}
		f := ignore.Parse(p.File.Name, text)
		then, sent := p.replay(f)
		if !p.Eligible.SendsAs(then) || stops(sent) > stops(p.sends()) || !p.agreeOn(f, entries) {
			continue
		}
		if len(lines) > 1 || strings.ContainsAny(r.Pattern, "*?") && !strings.ContainsAny(lines[0], "*?") {
			fix = looked(fix) // what is made later may match the wildcard
		}
		return fix, true
	}
	return diag.Fix{}, false
}

// agreeOn reports whether another text, which leaves what this builder sends as it is, has
// all builders agree about some entries, and disagree about nothing that they agree about
// now.
func (p *Pass) agreeOn(f *ignore.File, entries []uint32) bool {
	if p.Build == nil {
		return true
	}
	for k := range p.Build.Others {
		o := &p.Build.Others[k]
		if o.Under == nil {
			continue
		}
		if refusals(f.Check(o.Builder)) > 0 {
			return false
		}
		before := differing(p.Eligible, o.View)
		for _, i := range differing(p.Eligible, o.Under(f)) {
			if slices.Contains(entries, i) {
				return false
			}
			if _, known := slices.BinarySearch(before, i); !known {
				return false
			}
		}
	}
	return true
}

// spellings are other ways to write a line.
func (p *Pass) spellings(r *ignore.Rule) (out [][]string) {
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
	const most = 5
	if found, ok := p.Eligible.BroughtBack([]*ignore.Rule{r}, most); r.Negated && ok && len(found[0]) > 0 {
		var lines []string
		for _, i := range found[0] {
			lines = append(lines, "!"+p.Eligible.Tree.Path(i))
		}
		if !slices.ContainsFunc(found[0], func(i uint32) bool { return !isPlain(p.Eligible.Tree.Path(i)) }) {
			out = append(out, lines)
		}
	}
	return out
}
