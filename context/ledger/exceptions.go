package ledger

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/buildctx/buildctx/context/predict"
	"github.com/buildctx/buildctx/ignore"
)

// A Cost is how many entries the builder's client looks at because of some
// lines together, and would not look at without them.
type Cost struct {
	Rules   []*ignore.Rule
	Visited int
}

// Exceptions is what the exceptions of the ignore file cost. What the classic
// client would add in place of a line that is not there does not count.
type Exceptions struct {
	// All are all that are in force, in the order of the file.
	All Cost
	// Everywhere are those, of All, for each of which BuildKit looks into every
	// directory that is excluded. Where there are several, none of them alone
	// has a price.
	Everywhere Cost
	// Literal are lines without wildcards that bring back the same in place of
	// Everywhere at no such price, which is proven; nil where there are none,
	// or too many, and where the price is not worth a thought. It is empty, not
	// nil, where Everywhere can be deleted.
	Literal []string

	// LiteralOf has Literal for each of Everywhere.
	LiteralOf [][]string

	each []int // by the Index of the rule
}

// maxLiteral is how many literal lines are worth writing in place of a
// wildcard.
const maxLiteral = 5

// Exceptions says what the exceptions cost, for what the Dockerfile asks for.
// It is nil when there are none, when it is not known what is asked for, and
// with more than [MaxTried] rules.
func (l *Ledger) Exceptions() *Exceptions { return l.exceptions() }

func (l *Ledger) costExceptions() *Exceptions {
	e := &Exceptions{}
	for _, rule := range l.build.Ignore.Rules(l.build.Builder) {
		if rule.Index >= 0 && rule.Negated {
			e.All.Rules = append(e.All.Rules, rule)
		}
	}
	if len(e.All.Rules) == 0 || !l.few() || !l.build.Known() {
		return nil
	}
	e.each = l.build.Sent.Costs(l.build.Every())
	e.All.Visited = l.cost(e.All.Rules)
	if e.Everywhere.Rules = l.build.Rules.PruningDisabledBy(); len(e.Everywhere.Rules) > 0 {
		e.Everywhere.Visited = l.cost(e.Everywhere.Rules)
	}
	if l.Considerable(e.Everywhere) {
		e.LiteralOf = l.literal(e.Everywhere)
		if e.LiteralOf != nil {
			e.Literal = append([]string{}, slices.Concat(e.LiteralOf...)...)
		}
	}
	return e
}

// Of is the cost of one exception alone.
func (e *Exceptions) Of(rule *ignore.Rule) Cost {
	return Cost{Rules: []*ignore.Rule{rule}, Visited: e.each[rule.Index]}
}

// cost is what some rules cost together.
func (l *Ledger) cost(rules []*ignore.Rule) int {
	others := l.build.Rules.Only(func(rule *ignore.Rule) bool { return !slices.Contains(rules, rule) })
	return l.build.Sent.Visited - l.build.Sent.Visits(others)
}

// Considerable reports whether a price is worth a thought: whether the client
// looks in vain at a thousand entries, and at a tenth of all that it looks at.
// What is brought back has to be looked at.
func (l *Ledger) Considerable(p Cost) bool {
	const least = 1000
	vain := l.InVain(p)
	return vain >= least && vain >= l.build.Sent.Visited/10
}

// InVain is how many entries the client looks at for some lines and does not
// send.
func (l *Ledger) InVain(p Cost) int {
	vain := p.Visited
	for _, rule := range p.Rules {
		back := l.build.Eligible.Usage[rule.Index]
		vain -= back.Files + back.Dirs
	}
	return vain
}

// literal are lines that bring back the same as some exceptions, in the place
// of each.
func (l *Ledger) literal(p Cost) [][]string {
	found := l.build.Eligible.ReincludedBy(p.Rules, maxLiteral)
	if len(slices.Concat(found...)) > maxLiteral {
		return nil
	}
	lines := make([][]string, len(p.Rules))
	text := l.build.Ignore.Bytes()
	for n, rule := range slices.Backward(p.Rules) {
		own := []string{}
		for _, i := range found[n] {
			path := l.build.Tree.Path(i)
			if !plain(path) {
				return nil
			}
			own = append(own, "!"+path)
		}
		text = slices.Concat(text[:rule.Start], []byte(strings.Join(own, "\n")), text[rule.End:])
		lines[n] = own
	}
	if !l.spares(ignore.Parse(l.build.Ignore.Name, text), p) {
		return nil
	}
	return lines
}

// spares reports whether another ignore file leaves the same without the price.
func (l *Ledger) spares(f *ignore.File, p Cost) bool {
	other := l.build.Under(f)
	p.Visited -= l.build.Sent.Visited - other.Sent.Visited
	return l.sameAs(other) && !l.Considerable(p)
}

func (l *Ledger) sameAs(other *predict.Prediction) bool {
	return l.build.Eligible.Equal(other.Eligible) && l.build.Sent.Equal(other.Sent)
}

// plain reports whether a path can be written as a line as it is, and is
// without a character that is special in any list of patterns.
func plain(path string) bool {
	special := func(r rune) bool {
		return r == utf8.RuneError || ignore.Unseen(r) || !unicode.IsPrint(r) || strings.ContainsRune(`*?[]\^$+(){}|!#`, r)
	}
	return strings.TrimSpace(path) == path && !strings.ContainsFunc(path, special)
}
