package predict

import (
	"path"
	"strings"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/needs"
	"github.com/buildctx/buildctx/ignore"
)

// An Outcome is what becomes of a path.
type Outcome string

// The outcomes.
const (
	// Sent paths are sent.
	Sent Outcome = "sent"
	// Excluded paths are kept out by the ignore rules.
	Excluded Outcome = "excluded"
	// NotRequested paths are left by the ignore rules, and no COPY, ADD or
	// bind mount asks for them.
	NotRequested Outcome = "not-requested"
	// Missing paths are not in the directory.
	Missing Outcome = "missing"
	// Special entries are of a type that the builder does not send.
	Special Outcome = "special"
)

// An Explanation says why a path is sent or not.
type Explanation struct {
	// Path is the path below the root of the build context.
	Path string
	// Outcome is what becomes of it.
	Outcome Outcome
	// Rule is the rule that decided; nil when no rule matches.
	Rule *ignore.Rule
	// Steps are all rules that match, of the path and the directories above.
	Steps []ignore.Step
	// Near are rules that bear the path's name, or that of a directory above,
	// and do not match because they match only at the root.
	Near []*ignore.Rule
	// AskedBy are the sources that ask for the path.
	AskedBy []*needs.Source
	// Below counts what is sent below a directory.
	Below buildcontext.Sum
	// Emptied is the rule for which BuildKit sends the file without its
	// content; nil where it does not.
	Emptied *ignore.Rule
	// IsDir says that it is a directory.
	IsDir bool
}

// Explain says why a path is sent or not. The path is one below the root of
// the build context, with slashes; where it is not there, the rules are asked
// all the same.
func (p *Prediction) Explain(name string) Explanation {
	e := Explanation{Path: name}
	if name == "." {
		e.Outcome, e.IsDir = Sent, true
		e.Below = buildcontext.Sum{Files: uint32(p.Sent.Totals.Files), Bytes: p.Sent.Totals.Bytes}
		return e
	}
	e.Steps = p.Rules.Explain(name)
	verdict := p.Rules.Decide(name)
	e.Rule = verdict.By
	if !verdict.Matched {
		e.Near = near(p, name)
	}
	i, ok := p.Tree.Lookup(name)
	if !ok {
		e.Outcome = Missing
		return e
	}
	e.IsDir = p.Tree.IsDir(i)
	e.AskedBy = p.AskedBy(i)
	switch {
	case p.Sent.Sent(i):
		e.Outcome, e.Emptied = Sent, p.emptiedBy(i)
	case verdict.Matched:
		e.Outcome = Excluded
	case !p.Sent.Sendable(i):
		e.Outcome = Special
	default:
		e.Outcome = NotRequested
	}
	if e.IsDir {
		e.Below = below(p, i)
	}
	return e
}

// below counts the files that are sent below a directory.
func below(p *Prediction, dir uint32) (sum buildcontext.Sum) {
	for i := dir + 1; i < p.Tree.End(dir); i++ {
		if p.Sent.Sent(i) && !p.Tree.IsDir(i) {
			sum.Files++
			sum.Bytes += p.Tree.Size(i)
		}
	}
	return sum
}

// near are the rules that would match if they held at any depth.
func near(p *Prediction, name string) []*ignore.Rule {
	var out []*ignore.Rule
	_, below, _ := strings.Cut(name, "/")
	for _, rule := range p.Rules.Rules() {
		if !rule.OnlyAtRoot() {
			continue
		}
		for component := range strings.SplitSeq(below, "/") {
			if ok, err := path.Match(rule.Pattern, component); ok && err == nil {
				out = append(out, rule)
				break
			}
		}
	}
	return out
}
