package lint

import (
	"io/fs"
	"slices"
	"strings"

	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/diag"
	"github.com/buildctx/buildctx/suggest/catalog"
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
			f := Finding{Help: "move its lines to the file that is read, or remove it"}
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

// misnamed finds files in the root that differ from the name of an ignore file
// in a letter or its case. Copies that editors keep, and templates, have a mark
// before or behind it.
func (p *Pass) misnamed() {
	if !p.seen() {
		return
	}
	const name = ignore.Dockerignore
	t := p.Eligible.Tree
	for i := range t.Children(0) {
		is := t.Name(i)
		slip := catalog.OneLetterApart(strings.ToLower(is), name) && strings.Trim(strings.ToLower(is), "._~-") != strings.Trim(name, ".")
		switch {
		case is == name || is == ignore.Containerignore || t.IsDir(i):
		case slip, strings.EqualFold(is, name), strings.EqualFold(is, name+".txt"), strings.EqualFold(is, ".docker-ignore"):
			help := "call it " + name
			if t.Mode(i)&fs.ModeSymlink != 0 {
				help = "replace it by a file called " + name
			}
			p.reportAt(Span{File: p.shown(is)}, Finding{Help: help}, "this file is not read: it is not called %s", name)
		}
	}
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
