package lint

import (
	"slices"

	"github.com/buildctx/buildctx/ignore/diag"
	"github.com/buildctx/buildctx/suggest"
)

// gitIgnoredYetSent finds what git ignores and the ignore file lets through.
var gitIgnoredYetSent = &Rule{
	ID: "git-ignored-yet-sent", Severity: diag.Info,
	What: "What git ignores is sent, and no line of the Dockerfile names it.",
	Why:  "Mostly it is made by tools on this machine, and others build without it: the image differs, and the cache is lost.",
	Bad:  Example{Files: "a.go notes.tmp scratch/x", Git: true, Ignored: "*.tmp scratch", Dockerfile: "FROM scratch\nCOPY . /\n"},
	Good: Example{Ignore: "*.tmp\nscratch\n", Files: "a.go notes.tmp scratch/x", Git: true, Ignored: "*.tmp scratch", Dockerfile: "FROM scratch\nCOPY . /\n"},
	Run: func(p *Pass) {
		const much = 1_000_000
		s := p.state()
		if s == nil || s.Ignored == nil {
			return
		}
		paths := p.notNamed(*s.Ignored)
		if paths.Files == 0 {
			return
		}
		f := Finding{Help: "keep it out"}
		if paths.Bytes >= much {
			warning := diag.Warning
			f.Severity = &warning
		}
		p.reportAt(p.whole(), f, "git ignores what is sent: %s, %s", p.names(paths), amountOf(paths.Files, paths.Bytes))
	},
}

// notNamed are those paths that no source names, by themselves, by what is in them or by
// a directory that holds them, the root apart, and that are no secrets, which another
// rule tells of.
func (p *Pass) notNamed(paths suggest.GitPaths) suggest.GitPaths {
	t := p.Build.Sent.Tree
	var named []uint32
	if p.Build.Needs != nil {
		for _, s := range p.Build.Needs.Sources {
			if !s.Whole && s.Path != "" && s.Context == "" {
				named = append(named, t.Find(s.Path)...)
			}
		}
	}
	for c := range p.sent(suggest.Secret) {
		named = append(named, c.Entries...)
	}
	var out suggest.GitPaths
	for _, at := range paths.Paths {
		told := slices.ContainsFunc(named, func(i uint32) bool {
			return i <= at.Entry && at.Entry < t.End(i) || at.Entry <= i && i < t.End(at.Entry)
		})
		if !told {
			out.Files += at.Files
			out.Bytes += at.Bytes
			out.Paths = append(out.Paths, at)
		}
	}
	return out
}
