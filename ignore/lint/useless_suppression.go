package lint

import "github.com/buildctx/buildctx/ignore/diag"

// uselessSuppression finds comments for lint that silence nothing. What is found may
// depend on the directory, so that only a name that no rule has is a mistake for certain.
var uselessSuppression = &Rule{
	ID: "useless-suppression", Severity: diag.Info,
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
			case !s.used && p.seen() && !s.rule.Local && s.id != p.rule.ID:
				about := "the line below"
				if s.below == nil {
					about = "this build"
				}
				p.reportAt(s.at, Finding{Help: "remove it"}, "%s has nothing to say about %s", s.id, about)
			}
		}
	},
}
