package lint

import "github.com/buildctx/buildctx/ignore/diag"

// uselessSuppression finds comments for lint that silence nothing. What is found may
// depend on the directory, so that only a name that no rule has is a mistake for certain.
var uselessSuppression = &Rule{
	ID: "useless-suppression", Severity: diag.Info,
	What: "A comment \"# buildctx:ignore RULE reason\" silences nothing: the rule has nothing to say about the line below, or is no rule.",
	Why:  "Who reads it believes that something is wrong there, and the day it is, nobody is told.",
	Bad:  Example{Ignore: "# buildctx:ignore duplicate-rule for clarity\na\n", Files: "a", Fixed: "a\n"},
	Good: Example{Ignore: "a\n# buildctx:ignore duplicate-rule for clarity\na\n", Files: "a"},
	Run: func(p *Pass) {
		for _, s := range p.silenced {
			var fixes []diag.Fix
			if len(s.rules) == 1 {
				fixes = []diag.Fix{p.fix("remove the comment", diag.Edit{Start: s.line.Start, End: s.line.Next})}
			}
			for _, rule := range s.rules {
				warning := diag.Warning
				switch {
				case rule.id == "":
					p.ReportSpan(s.line.Start, s.line.End, Finding{Severity: &warning, Help: "write # " + suppressWord + " RULE reason"}, "no rule is named")
				case !rule.known:
					p.ReportSpan(rule.start, rule.end, Finding{Severity: &warning, Help: "buildctx rules lists the rules"}, "there is no rule %s", rule.id)
				case !rule.used && p.seen():
					p.ReportSpan(rule.start, rule.end, Finding{Help: "remove it", Fixes: fixes}, "%s has nothing to say about the line below", rule.id)
				}
			}
		}
	},
}
