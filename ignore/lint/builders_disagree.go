package lint

import (
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
			switch o := &p.Build.Others[k]; {
			case o.Refuses != "":
				p.refusal(o)
			case o.Under == nil:
				p.otherFile(o)
			default:
				alike = append(alike, o)
			}
		}
		p.disagree(alike)
	},
}

// What a builder makes of a file.
type fate uint8

const (
	leftOut fate = iota
	taken
	emptied // its name is sent, and not its content
)

func fateIn(v *buildcontext.View, i uint32) fate {
	switch {
	case !v.Sent(i):
		return leftOut
	case v.Empties(i):
		return emptied
	}
	return taken
}

// differing are the entries of which one view makes something else than another does.
// Directories do not count: BuildKit sends those above what it sends, others need not. Nor
// does what the classic client adds to the rules for the daemon's sake.
func differing(a, b *buildcontext.View) []uint32 {
	var out []uint32
	t := a.Tree
	for i := uint32(1); i < uint32(t.Len()); i++ {
		if t.IsDir(i) || fateIn(a, i) == fateIn(b, i) {
			continue
		}
		if by := a.Rules.Ignore.Decide(t.Path(i)).By; by == nil || by.Line > 0 {
			out = append(out, i)
		}
	}
	return out
}

// refusal reports that another builder refuses its ignore file.
func (p *Pass) refusal(o *Other) {
	at := p.whole()
	if o.Path != "" {
		at = place{o.Path, o.Start, o.End}
	}
	p.reportAt(at, Finding{Help: "write it so that all builders take it"}, "%v refuses this: %s", o.Builder, o.Refuses)
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

// A quarrel is what builders do differently because of one line.
type quarrel struct {
	rule    *ignore.Rule // nil where no line is to blame
	fates   string       // who does what
	entries []uint32
}

// disagree reports the lines to blame for what builders do differently with the same file.
func (p *Pass) disagree(others []*Other) {
	var quarrels []*quarrel
	own := p.Eligible.Rules.Ignore
	for _, i := range p.contested(others) {
		name := p.Eligible.Tree.Path(i)
		q := &quarrel{fates: p.fates(others, i)}
		for _, o := range others {
			if q.rule == nil && fateIn(o.View, i) != fateIn(p.Eligible, i) {
				q.rule = blamed(own.Decide(name).By, o.Matcher.Decide(name).By)
			}
		}
		if closed := p.File.Matcher(ignore.BuildKit).ClosedBy(name); closed != nil && strings.Contains(q.fates, sentEmpty) {
			q.rule = closed
		}
		n := slices.IndexFunc(quarrels, func(old *quarrel) bool { return line(old.rule) == line(q.rule) && old.fates == q.fates })
		if n < 0 {
			n, quarrels = len(quarrels), append(quarrels, q)
		}
		quarrels[n].entries = append(quarrels[n].entries, i)
	}
	for _, q := range quarrels {
		p.report(q)
	}
}

// contested are the entries of which some builder makes something else than this one, in
// path order.
func (p *Pass) contested(others []*Other) []uint32 {
	var out []uint32
	for _, o := range others {
		out = append(out, differing(p.Eligible, o.View)...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

const sentEmpty = "sent empty by "

// fates says which builder does what with a file.
func (p *Pass) fates(others []*Other, i uint32) string {
	by := make(map[fate][]string)
	add := func(b ignore.Builder, f fate) { by[f] = append(by[f], b.String()) }
	add(p.Builder, fateIn(p.Eligible, i))
	for _, o := range others {
		add(o.Builder, fateIn(o.View, i))
	}
	var out []string
	for _, f := range []struct {
		fate fate
		does string
	}{{taken, "taken by "}, {emptied, sentEmpty}, {leftOut, "left out by "}} {
		if names := by[f.fate]; len(names) > 0 {
			out = append(out, f.does+strings.Join(names, " and "))
		}
	}
	return strings.Join(out, ", ")
}

// line is where a rule stands; rules of two readings of one file are told apart by it.
func line(r *ignore.Rule) int {
	if r == nil {
		return 0
	}
	return r.Line
}

func (p *Pass) report(q *quarrel) {
	if line(q.rule) == 0 {
		p.reportAt(p.whole(), Finding{}, "%s: %s", p.some(q.entries), q.fates)
		return
	}
	f := Finding{Help: "write it in a way that all builders read alike"}
	if fix, ok := p.agreement(q.rule, q.entries); ok {
		f.Help, f.Fixes = fix.Title+": all of them agree on that", []diag.Fix{fix}
	}
	p.Report(q.rule, f, "%s: %s", p.some(q.entries), q.fates)
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
