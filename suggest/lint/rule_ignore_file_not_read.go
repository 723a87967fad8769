package lint

import (
	"io/fs"
	"slices"

	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/diag"
)

// ignoreFileNotRead finds files that somebody believes to be the ignore file.
var ignoreFileNotRead = &Rule{
	ID: "ignore-file-not-read", Local: true, Severity: diag.Warning, Varies: "info where another builder or Dockerfile reads it",
	What: "A file looks like the ignore file, and the builder does not read it.",
	Why: "Docker reads .dockerignore in the root of the build context, or the one that has the name of the Dockerfile before it; the name is compared letter by letter. " +
		"One beside a Dockerfile further down, one in a workflow that builds from the address of the repository, or a link out of the build context has no effect.",
	Bad:  Example{Files: ".Dockerignore a", Dockerfile: "FROM scratch\nCOPY a /\n"},
	Good: Example{Ignore: "b\n", Files: "a", Dockerfile: "FROM scratch\nCOPY a /\n"},
	Run: func(p *Pass) {
		info := diag.Info
		for _, n := range p.NotRead {
			f := Finding{Help: instead(p, n)}
			if n.Usual {
				f.Severity, f.Help = &info, ""
			}
			p.reportAt(Span{File: n.Path}, f, "this file is not read: it %s", n.Reason)
		}
		p.dangling()
		p.misnamed()
		if len(p.rules()) > 0 {
			p.workflows()
		}
	},
}

// dangling finds an ignore file that is a symbolic link to nothing: no builder
// minds.
func (p *Pass) dangling() {
	if !p.seen() || p.IgnorePath != "" {
		return
	}
	const name = ignore.Dockerignore
	t, path := p.Eligible.Tree, p.shown(name)
	i, there := t.Child(0, name)
	if !there || t.Mode(i)&fs.ModeSymlink == 0 || slices.ContainsFunc(p.NotRead, func(n ignore.NotRead) bool { return n.Path == path }) {
		return
	}
	p.reportAt(Span{File: path}, Finding{Help: "replace it by a file, or remove it"}, "this file is not read: it is a symlink to nothing")
}

// workflows reports steps of workflows that build from the address of the
// repository, to which BuildKit applies no ignore file (buildkit dockerui
// config.go, DockerIgnorePatterns; docker/build-push-action#182). It matters
// where the ignore file keeps out something that git tracks.
func (p *Pass) workflows() {
	if s := p.GitState; s == nil || s.Excluded.Files == 0 {
		return
	}
	for _, w := range p.Workflows {
		p.reportAt(w, Finding{Help: "add \"context: .\" below \"with:\""},
			"this builds from the address of the repository, and %s is not read then", p.path())
	}
}
