package lint

import "github.com/buildctx/buildctx/ignore/diag"

// homeOrRootContext finds builds of a directory that is no project.
var homeOrRootContext = &Rule{
	ID: "home-or-root-context", Local: true, Severity: diag.Warning,
	What: "The build context is the home directory, or the root of the file system.",
	Why:  "Everything in it may be sent: gigabytes, keys, mail (moby/moby#32543 tells of 56 GB).",
	Bad:  Example{Files: "a", Home: true},
	Good: Example{Files: "a"},
	Run: func(p *Pass) {
		if p.Place == "" {
			return
		}
		p.reportAt(p.whole(), Finding{Help: "put the Dockerfile and what it needs into a directory of their own"},
			"the build context is %s: %s", p.Place, amount(p.Sent.Totals))
	},
}
