package lint

import (
	"fmt"
	"strings"

	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/diag"
)

// exceptionKillsPruning finds exceptions for which BuildKit's client looks into
// every directory that is excluded. It skips one only while no exception has a
// wildcard other than a "/**" at its end (fsutil filter.go, NewFilterFS,
// onlyPrefixExcludeExceptions).
var exceptionKillsPruning = &Rule{
	ID: "exception-kills-pruning", Severity: diag.Warning, Builders: []ignore.Builder{ignore.BuildKit},
	What: "A wildcard in a line with \"!\" has BuildKit look into all that is excluded.",
	Why: "Without one the client does not enter an excluded directory at all. One such line, and it looks at every file of node_modules and .git before it sends anything, " +
		"on every build. Lines without wildcards do not have that price.",
	Bad:  Example{Ignore: "*\n!src\n!**/package.json\n", Files: "src/a package.json node_modules/f*1100", Dockerfile: "FROM scratch\nCOPY . /\n", Fixed: "*\n!src\n!package.json\n"},
	Good: Example{Ignore: "*\n!src\n!package.json\n", Files: "src/a package.json node_modules/f*1100", Dockerfile: "FROM scratch\nCOPY . /\n"},
	Run: func(p *Pass) {
		if p.Ledger == nil {
			return
		}
		cost := p.Ledger.Exceptions()
		if cost == nil || !p.Ledger.Considerable(cost.Everywhere) {
			return
		}
		everywhere := cost.Everywhere.Rules
		f := Finding{Help: "write the paths that it is to bring back"}
		for _, other := range everywhere[1:] {
			f.Related = append(f.Related, p.at(other, "so does this"))
		}
		if cost.LiteralOf != nil {
			var edits []diag.Edit
			var lines []string
			for n, rule := range everywhere {
				if len(cost.LiteralOf[n]) == 0 {
					edits = append(edits, p.removed(rule))
					continue
				}
				edits = append(edits, diag.Edit{Start: rule.Start, End: rule.End, New: strings.Join(cost.LiteralOf[n], p.end())})
				lines = append(lines, cost.LiteralOf[n]...)
			}
			title := "remove it"
			if len(lines) > 0 {
				title = "write " + strings.Join(lines, ", ")
			}
			f.Help = title + ": the same is sent"
			f.Fixes = []diag.Fix{looked(p.fix(title, edits...))} // what is made later may match the wildcard
		}
		p.Report(everywhere[0], f, "for this BuildKit looks into everything that is excluded: %s in vain", entries(p.Ledger.InVain(cost.Everywhere)))
	},
}

func entries(n int) string {
	if n == 1 {
		return "1 entry"
	}
	return fmt.Sprintf("%d entries", n)
}
