package lint

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"unicode"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/diag"
)

// buildersDisagree finds paths of which one builder takes what another leaves.
var buildersDisagree = &Rule{
	ID: "builders-disagree", Local: true, Severity: diag.Warning,
	What: "Builders that are asked for (--builder all) read the same lines in different ways.",
	Why: "The image depends on who builds it. BuildKit brings back what a wildcard names below an excluded directory, others do not; " +
		"Buildah reads + ( ) { } and ^ as regular expressions do, and .containerignore before .dockerignore.",
	Bad:  Example{Ignore: "*\n!**/keep\n", Files: "keep foo/keep foo/other", All: true, Fixed: "*\n!foo/keep\n!keep\n"},
	Good: Example{Ignore: "*\n!foo/keep\n!keep\n", Files: "keep foo/keep foo/other", All: true},
	Run: func(p *Pass) {
		if p.Build == nil || !p.seen() {
			return
		}
		var alike []*Other
		for k := range p.Build.Others {
			if o := &p.Build.Others[k]; o.Under == nil {
				p.otherFile(o)
			} else {
				alike = append(alike, o)
			}
		}
		p.disagree(alike)
	},
}

// differing are the entries of which one view sends what the other does not. Directories
// do not count: BuildKit sends those above what it sends, others need not. Nor does what
// the classic client adds to the rules for the daemon's sake.
func differing(a, b *buildcontext.View) []uint32 {
	var out []uint32
	t := a.Tree
	for i := uint32(1); i < uint32(t.Len()); i++ {
		if a.Sent(i) == b.Sent(i) || t.IsDir(i) {
			continue
		}
		if by := a.Rules.Ignore.Decide(t.Path(i)).By; by == nil || by.Line > 0 {
			out = append(out, i)
		}
	}
	return out
}

// otherFile compares with a builder that reads another ignore file, or none.
func (p *Pass) otherFile(o *Other) {
	entries := differing(p.Eligible, o.View)
	if len(entries) == 0 {
		return
	}
	reads := "no ignore file"
	if o.Path != "" {
		reads = o.Path
	}
	p.reportAt(p.whole(), Finding{Help: "give all builders the same rules"}, "%v reads %s, and differs in %s", o.Builder, reads, p.some(entries))
}

// some names the first of some entries.
func (p *Pass) some(entries []uint32) string {
	const most = 5
	var names []string
	for _, i := range entries[:min(len(entries), most)] {
		names = append(names, p.Eligible.Tree.Path(i))
	}
	if n := len(entries) - most; n > 0 {
		return strings.Join(names, ", ") + " and " + others(n)
	}
	return strings.Join(names, ", ")
}

// A quarrel is what some builders do differently because of one line.
type quarrel struct {
	rule    *ignore.Rule // nil where no line is to blame
	others  string       // the names of those who differ from this one
	sent    bool         // by this one
	entries []uint32
}

// disagree reports the lines to blame for what other builders do with the same file.
func (p *Pass) disagree(others []*Other) {
	differ := make(map[uint32][]*Other)
	for _, o := range others {
		for _, i := range differing(p.Eligible, o.View) {
			differ[i] = append(differ[i], o)
		}
	}
	own := p.File.Matcher(p.Builder)
	var quarrels []*quarrel
	for _, i := range slices.Sorted(maps.Keys(differ)) {
		name := p.Eligible.Tree.Path(i)
		q := &quarrel{rule: blamed(own.Decide(name).By, differ[i][0].Matcher.Decide(name).By), others: named(differ[i]), sent: p.Eligible.Sent(i)}
		n := slices.IndexFunc(quarrels, func(old *quarrel) bool {
			return line(old.rule) == line(q.rule) && old.others == q.others && old.sent == q.sent
		})
		if n < 0 {
			n, quarrels = len(quarrels), append(quarrels, q)
		}
		quarrels[n].entries = append(quarrels[n].entries, i)
	}
	for _, q := range quarrels {
		p.report(q)
	}
}

// line is where a rule stands; rules of two readings of one file are told apart by it.
func line(r *ignore.Rule) int {
	if r == nil {
		return 0
	}
	return r.Line
}

// named are the names of builders.
func named(others []*Other) string {
	var names []string
	for _, o := range others {
		names = append(names, o.Builder.String())
	}
	return strings.Join(names, " and ")
}

func (p *Pass) report(q *quarrel) {
	takers, leavers := p.Builder.String(), q.others
	if !q.sent {
		takers, leavers = leavers, takers
	}
	message := fmt.Sprintf("%s: taken by %s, left out by %s", p.some(q.entries), takers, leavers)
	if line(q.rule) == 0 {
		p.reportAt(p.whole(), Finding{}, "%s", message)
		return
	}
	f := Finding{Help: "write it in a way that all builders read alike"}
	if fix, ok := p.agreement(q.rule, q.entries); ok {
		f.Help, f.Fixes = fix.Title+": all of them agree on that", []diag.Fix{fix}
	}
	p.Report(q.rule, f, "%s", message)
}

// blamed is the line to blame where two builders decide by two rules: the exception, or
// the one that matches for one of them alone.
func blamed(own, other *ignore.Rule) *ignore.Rule {
	switch {
	case own == nil:
		return other
	case other == nil || own.Negated:
		return own
	case other.Negated:
		return other
	}
	return own
}

// agreement is a spelling of a line with which all builders do the same about some
// entries, this one what it does now, and disagree about nothing new.
func (p *Pass) agreement(r *ignore.Rule, entries []uint32) (diag.Fix, bool) {
	for _, lines := range p.spellings(r) {
		fix := p.fix("write "+strings.Join(lines, ", "), diag.Edit{Start: r.Start, End: r.End, New: strings.Join(lines, p.end())})
		text, err := diag.Apply(p.File.Bytes(), fix.Edits)
		if err == nil && fix.Safety == diag.Safe && p.agreeOn(ignore.Parse(p.File.Name, text), entries) {
			return fix, true
		}
	}
	return diag.Fix{}, false
}

// agreeOn reports whether another text has all builders agree about some entries, and
// disagree about nothing that they agree about now.
func (p *Pass) agreeOn(f *ignore.File, entries []uint32) bool {
	own := p.Eligible // a safe spelling leaves what this one sends as it is
	for k := range p.Build.Others {
		o := &p.Build.Others[k]
		if o.Under == nil {
			continue
		}
		before := differing(own, o.View)
		for _, i := range differing(own, o.Under(f)) {
			if slices.Contains(entries, i) || !slices.Contains(before, i) {
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
		if strings.ContainsRune("+(){}|$", c) {
			literal.WriteString("[" + string(c) + "]")
		} else {
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
		if !strings.ContainsFunc(strings.Join(lines, ""), unicode.IsControl) {
			out = append(out, lines)
		}
	}
	return out
}
