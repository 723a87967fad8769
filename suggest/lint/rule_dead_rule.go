package lint

import (
	"path"
	"slices"
	"strings"

	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/cover"
	"github.com/buildctx/buildctx/ignore/diag"
	"github.com/buildctx/buildctx/suggest/catalog"
)

// deadRule finds lines that match nothing. What is merely absent today is no
// mistake: names that tools are known to use, and ordinary names, are left
// alone, unless a name that is there differs by one letter.
var deadRule = &Rule{
	ID: "dead-rule", Severity: diag.Info, Varies: "warning where a name that is there differs by one letter",
	What: "A line matches nothing, and has no name that a tool is known to use.",
	Why:  "It may be left over, or be a slip: a name that is there and differs by one letter is shown.",
	Bad:  Example{Ignore: "pacakges/old\nfixturez\n", Files: "a fixtures/x", Fixed: "pacakges/old\nfixtures\n"},
	Good: Example{Ignore: "node_modules\n*.log\ndocs\ntmp-*\nfixtures\n!keep\n", Files: "a tmp-1 fixtures/x"},
	Run: func(p *Pass) {
		anchored := p.anchored()
		garbled := slices.ContainsFunc(p.checks(), func(d diag.Diagnostic) bool { return d.Rule == utf16File.ID })
		var strange []*ignore.Rule
		for _, r := range p.rules() {
			switch {
			case r.Negated || !p.absent(r) || isComment(r.Text):
			case p.isBracketed(r.Pattern), p.writtenElsewhere(r), p.endless(r):
			case catalog.Familiar(r.Pattern) || anchored[r] != nil || withoutSlash(r) != "" || garbled:
			default:
				strange = append(strange, r)
			}
		}
		for n, near := range p.nearest(strange) {
			p.dead(strange[n], near)
		}
	},
}

// endless reports a rule that is an ending alone, where files are sent that end
// so.
func (p *Pass) endless(r *ignore.Rule) bool {
	at := endingAt(r)
	if at < 0 || !p.endings()[r.Text[at:]] {
		return false
	}
	warning := diag.Warning
	p.Report(r, Finding{
		Severity: &warning, Help: "write a star before it",
		Fixes: []diag.Fix{p.fix("write **/*"+r.Text[at:], diag.Edit{Start: r.Start, End: r.Start + at, New: "**/*"})},
	}, "this names a file %s, which is not there; what ends so needs a star before it", r.Text[at:])
	return true
}

// dead reports a rule that matches nothing, with a path that is near it, if
// there is one.
func (p *Pass) dead(r *ignore.Rule, near string) {
	if near == "" {
		p.Report(r, Finding{Help: "remove it, or correct the name"}, "%s matches nothing here", r.Text)
		return
	}
	start := r.Start + strings.LastIndex(r.Text, path.Base(r.Pattern))
	severity := diag.Warning
	if strings.TrimSuffix(r.Pattern, "s") == strings.TrimSuffix(near, "s") {
		severity = diag.Info // singular and plural are often written both, to be safe
	}
	var fixes []diag.Fix
	if isPlain(near) {
		fixes = append(fixes, p.fix("write "+near, diag.Edit{Start: start, End: start + len(path.Base(r.Pattern)), New: path.Base(near)}))
	}
	p.Report(r, Finding{Severity: &severity, Help: "is " + near + " meant?", Fixes: fixes}, "this matches nothing; %s is there", near)
}

// isComment reports whether a line is one of the comments that other rules
// find.
func isComment(text string) bool {
	_, comment := cutComment(text)
	return comment != "" || markOf(text) != "" || strings.HasPrefix(text, "#") || escapeIn(text) >= 0
}

// endings are what files end in that nobody wants; a directory may be called
// like any other, as .config is.
var endings = strings.Fields(".log .tmp .temp .bak .swp .swo .pyc .pyo .pid .orig .rej .class .ipynb .md .zip .tgz .csv")

// endingAt is where a rule has such an ending alone, with "**/" before it or
// without; -1 if it is another one.
func endingAt(r *ignore.Rule) int {
	name := strings.TrimPrefix(r.Text, "**/")
	if !slices.Contains(endings, name) {
		return -1
	}
	return len(r.Text) - len(name)
}

// findEndings are those of files that are sent.
func (p *project) findEndings() map[string]bool {
	out := make(map[string]bool)
	ends := func(ending string) func(string) bool {
		return func(name string) bool { return strings.HasSuffix(name, ending) }
	}
	for _, ending := range endings {
		out[ending] = len(p.Eligible.Named(ends(ending))) > 0
	}
	return out
}

// nearest are paths that are sent and differ from that of a rule in one letter
// of a name; empty if there is none, or more than one. What another line names
// is not meant, and a digit, a hidden name beside a plain one or capital
// letters are no slips.
func (p *project) nearest(rules []*ignore.Rule) []string {
	out := make([]string, len(rules))
	var literal []int
	var patterns []string
	for n, r := range rules {
		if cover.IsLiteral(r.Pattern) {
			literal, patterns = append(literal, n), append(patterns, r.Pattern)
		}
	}
	if len(patterns) == 0 {
		return out
	}
	named := make(map[string]bool)
	for _, r := range p.rules() {
		named[r.Pattern] = true
	}
	for k, near := range catalog.NearAll(p.Eligible.Tree, patterns) {
		if near != "" && !named[near] && p.isSlip(patterns[k], near) {
			out[literal[k]] = near
		}
	}
	return out
}

// isSlip reports whether a path that is there may be meant by another one.
func (p *project) isSlip(pattern, near string) bool {
	i, ok := p.Eligible.Tree.Lookup(near)
	name, other := path.Base(pattern), path.Base(near)
	switch {
	case !ok || path.Dir(near) != path.Dir(pattern) || p.Eligible.Sums().At(i).Files == 0:
	case strings.EqualFold(name, other), strings.Trim(name, "._") == strings.Trim(other, "._"):
	case withoutDigits(name) == withoutDigits(other):
	default:
		return true
	}
	return false
}

func withoutDigits(name string) string {
	return strings.Map(func(c rune) rune {
		if c >= '0' && c <= '9' {
			return -1
		}
		return c
	}, name)
}
