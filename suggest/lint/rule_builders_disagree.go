package lint

import (
	"slices"
	"strings"

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
		if !p.seen() {
			return
		}
		var alike, refusing []*Other
		for k := range p.Others {
			switch o := &p.Others[k]; {
			case o.Refuses != "":
				refusing = append(refusing, o)
			case o.Under == nil:
				p.otherFile(o)
			default:
				alike = append(alike, o)
			}
		}
		p.refuse(refusing)
		p.disagree(alike)
	},
}

// A fate is what a builder makes of a file.
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
	case v.SentEmpty(i):
		return emptied
	}
	return taken
}

// differing are the entries of which one view makes something else than another
// does. Directories do not count: BuildKit sends those above what it sends,
// others need not. Nor does what the classic client adds to the rules for the
// daemon's sake.
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

// findDiffering are, for each builder that reads the same file, the entries of
// which it makes something else than this one.
func (p *project) findDiffering() map[*Other][]uint32 {
	out := make(map[*Other][]uint32)
	for _, o := range p.alike() {
		out[o] = differing(p.Eligible, o.View)
	}
	return out
}

// refuse reports what other builders refuse, and this one does not.
func (p *Pass) refuse(others []*Other) {
	for n, o := range others {
		at := p.whole()
		if o.Path != "" {
			at = Span{o.Path, o.Start, o.End}
		}
		same := func(other *Other) bool { return other.Path == o.Path && other.Start == o.Start }
		own := slices.ContainsFunc(p.checks(), func(d diag.Diagnostic) bool {
			return d.Severity == diag.Error && d.Start == o.Start && o.Path == p.path()
		})
		if own || slices.ContainsFunc(others[:n], same) {
			continue
		}
		var names []string
		for _, other := range others {
			if same(other) {
				names = append(names, other.Builder.String())
			}
		}
		verb := "refuse"
		if len(names) == 1 {
			verb = "refuses"
		}
		p.reportAt(at, Finding{Help: "write it so that all builders take it"}, "%s %s this: %s", strings.Join(names, " and "), verb, o.Refuses)
	}
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
	return listed(paths(p.Eligible.Tree, entries), most)
}

// A quarrel is what builders do differently because of one line.
type quarrel struct {
	rule    *ignore.Rule // nil where no line is to blame
	fates   string       // who does what
	entries []uint32
}

// disagree reports the lines to blame for what builders do differently with the
// same file.
func (p *Pass) disagree(others []*Other) {
	var quarrels []*quarrel
	type key struct {
		line  int
		fates string
	}
	known := make(map[key]*quarrel)
	own := p.Eligible.Rules.Ignore
	for _, i := range p.contested(others) {
		name := p.Eligible.Tree.Path(i)
		q := &quarrel{fates: p.fates(others, i)}
		for _, o := range others {
			if q.rule == nil && fateIn(o.View, i) != fateIn(p.Eligible, i) {
				q.rule = blamed(own.Decide(name).By, o.View.Rules.Ignore.Decide(name).By)
			}
		}
		if strings.Contains(q.fates, sentEmpty) {
			if closed := p.asking().EmptiedBy(name); closed != nil {
				q.rule = closed
			}
		}
		k := key{line(q.rule), q.fates}
		if known[k] == nil {
			known[k], quarrels = q, append(quarrels, q)
		}
		known[k].entries = append(known[k].entries, i)
	}
	back := p.broughtBack(quarrels)
	for _, q := range quarrels {
		p.report(q, back[q.rule])
	}
}

// broughtBack are the entries that each of the exceptions to blame brings back,
// of those that bring back few.
func (p *Pass) broughtBack(quarrels []*quarrel) map[*ignore.Rule][]uint32 {
	const most = 5
	var rules []*ignore.Rule
	seen := make(map[*ignore.Rule]bool)
	for _, q := range quarrels {
		if q.rule != nil && q.rule.Negated && !seen[q.rule] {
			seen[q.rule], rules = true, append(rules, q.rule)
		}
	}
	out := make(map[*ignore.Rule][]uint32)
	for n, found := range p.Eligible.ReincludedBy(rules, most) {
		if len(found) <= most {
			out[rules[n]] = found
		}
	}
	return out
}

// contested are the entries of which some builder makes something else than
// this one, in path order.
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

// line is where a rule stands; rules of two readings of one file are told apart
// by it.
func line(r *ignore.Rule) int {
	if r == nil {
		return 0
	}
	return r.Line
}

func (p *Pass) report(q *quarrel, back []uint32) {
	if line(q.rule) == 0 {
		p.reportAt(p.whole(), Finding{}, "%s: %s", p.some(q.entries), q.fates)
		return
	}
	f := Finding{
		Help:  "write it in a way that all builders read alike",
		Fixes: p.agreements(q.rule, back), does: agrees(q.entries),
		helps: func(fix diag.Fix) string { return fix.Title + ": all of them agree on that" },
	}
	p.Report(q.rule, f, "%s: %s", p.some(q.entries), q.fates)
}

// blamed is the line to blame where two builders decide by two rules: the
// exception, or the one that matches for one of them alone.
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
