package analysis

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/ignore"
)

// A Price is how many entries the builder's client looks at because of some lines
// together, and would not look at without them.
type Price struct {
	Rules   []*ignore.Rule
	Visited int
}

// Exceptions is what the exceptions of the ignore file cost. What the classic
// client would add in place of a line that is not there does not count.
type Exceptions struct {
	// All are all that are in force, in the order of the file.
	All Price
	// Everywhere are those, of All, for each of which BuildKit looks into every
	// directory that is excluded. Where there are several, none of them alone has
	// a price.
	Everywhere Price
	// Literal are lines without wildcards that bring back the same in place of
	// Everywhere at no such price, which is proven; nil where there are none, or
	// too many, and where the price is not worth a thought. It is empty, not nil,
	// where Everywhere can be deleted.
	Literal []string

	each    []int      // by the Index of the rule
	literal [][]string // Literal, for each of Everywhere
}

// maxLiteral is how many literal lines are worth writing in place of a wildcard.
const maxLiteral = 5

// Exceptions says what the exceptions cost, for what the Dockerfile asks for. It
// is nil when there are none, when it is not known what is asked for, and with
// more than [MaxTrials] rules.
func (r *Result) Exceptions() *Exceptions { return r.exceptions() }

func (r *Result) priceExceptions() *Exceptions {
	e := &Exceptions{}
	for _, rule := range r.Ignore.Rules(r.Request.Builder) {
		if rule.Index >= 0 && rule.Negated {
			e.All.Rules = append(e.All.Rules, rule)
		}
	}
	if len(e.All.Rules) == 0 || !r.few() || !r.Known() {
		return nil
	}
	e.each = r.Sent.Prices(r.Every())
	e.All.Visited = r.price(e.All.Rules)
	if e.Everywhere.Rules = r.Rules.PruningDisabledBy(); len(e.Everywhere.Rules) > 0 {
		e.Everywhere.Visited = r.price(e.Everywhere.Rules)
	}
	if r.Considerable(e.Everywhere) {
		e.literal = r.literal(e.Everywhere)
		if e.literal != nil {
			e.Literal = append([]string{}, slices.Concat(e.literal...)...)
		}
	}
	return e
}

// Of is the price of one exception alone.
func (e *Exceptions) Of(rule *ignore.Rule) Price {
	return Price{Rules: []*ignore.Rule{rule}, Visited: e.each[rule.Index]}
}

// price is what some rules cost together.
func (r *Result) price(rules []*ignore.Rule) int {
	others := r.Rules.Only(func(rule *ignore.Rule) bool { return !slices.Contains(rules, rule) })
	return r.Sent.Visited - r.Sent.Visits(others)
}

// Considerable reports whether a price is worth a thought: whether the client looks
// in vain at a thousand entries, and at a tenth of all that it looks at. What is
// brought back has to be looked at.
func (r *Result) Considerable(p Price) bool {
	const least = 1000
	vain := r.inVain(p)
	return vain >= least && vain >= r.Sent.Visited/10
}

// inVain is how many entries the client looks at for some lines and does not send.
func (r *Result) inVain(p Price) int {
	vain := p.Visited
	for _, rule := range p.Rules {
		back := r.Eligible.Usage[rule.Index]
		vain -= back.Files + back.Dirs
	}
	return vain
}

// literal are lines that bring back the same as some exceptions, in the place of each.
func (r *Result) literal(p Price) [][]string {
	found := r.Eligible.BroughtBack(p.Rules, maxLiteral)
	if len(slices.Concat(found...)) > maxLiteral {
		return nil
	}
	lines := make([][]string, len(p.Rules))
	text := r.Ignore.Bytes()
	for n, rule := range slices.Backward(p.Rules) {
		own := []string{}
		for _, i := range found[n] {
			path := r.Tree.Path(i)
			if !plain(path) {
				return nil
			}
			own = append(own, "!"+path)
		}
		text = slices.Concat(text[:rule.Start], []byte(strings.Join(own, "\n")), text[rule.End:])
		lines[n] = own
	}
	if !r.spares(ignore.Parse(r.Ignore.Name, text), p) {
		return nil
	}
	return lines
}

// spares reports whether another ignore file leaves the same without the price.
func (r *Result) spares(f *ignore.File, p Price) bool {
	eligible, sent := r.under(f)
	p.Visited -= r.Sent.Visited - sent.Visited
	return r.sameAs(eligible, sent) && !r.Considerable(p)
}

func (r *Result) sameAs(eligible, sent *buildcontext.View) bool {
	return r.Eligible.SendsAs(eligible) && r.Sent.SendsAs(sent)
}

// plain reports whether a path can be written as a line as it is, and is without a
// character that is special in any list of patterns.
func plain(path string) bool {
	special := func(r rune) bool {
		return r == utf8.RuneError || ignore.Unseen(r) || !unicode.IsPrint(r) || strings.ContainsRune(`*?[]\^$+(){}|!#`, r)
	}
	return strings.TrimSpace(path) == path && !strings.ContainsFunc(path, special)
}
