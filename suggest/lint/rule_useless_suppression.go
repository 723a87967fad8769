package lint

import "github.com/buildctx/buildctx/ignore/diag"

// uselessSuppression finds comments for lint that silence nothing, and rules
// that a comment or the configuration names and that there are not. A
// configuration is for all builds of a project, and a rule for another builder
// or for what is on another machine may have something to say there.
var uselessSuppression = &Rule{
	ID: "useless-suppression", Severity: diag.Info, Varies: "warning for a rule that there is not",
	What: "A comment \"# buildctx:ignore RULE reason\" silences nothing: the rule has nothing to say about the line below, or is no rule.",
	Why:  "Who reads it believes that something is wrong there, and the day it is, nobody is told.",
	Bad:  Example{Ignore: "# buildctx:ignore duplicate-rule for clarity\na\n", Files: "a"},
	Good: Example{Ignore: "a\n# buildctx:ignore duplicate-rule for clarity\na\n", Files: "a"},
	Run: func(p *Pass) {
		warning := diag.Warning
		for _, s := range p.silenced {
			switch {
			case s.id == "":
				p.reportAt(s.at, Finding{Severity: &warning, Help: "write # " + suppressWord + " RULE reason"}, "no rule is named")
			case s.rule == nil:
				p.reportAt(s.at, Finding{Severity: &warning, Help: "buildctx rules lists the rules"}, "there is no rule %s", s.id)
			case s.used() || s.below == nil || !p.seen() || s.rule.Local || !s.rule.holdsFor(p.Builder) || s.id == p.rule.ID:
			case s.below.End == 0:
				p.reportAt(s.at, Finding{Help: "put it right above the line"}, "no line stands right below this comment")
			default:
				p.reportAt(s.at, Finding{Help: "remove it"}, "%s has nothing to say about the line below", s.id)
			}
		}
	},
}
