package lint

import (
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/diag"
	"github.com/buildctx/buildctx/suggest/catalog"
)

// misnamed finds files in the root whose names somebody takes for that of an
// ignore file. Copies that editors keep, and templates, have a mark before or
// behind it.
func (p *Pass) misnamed() {
	if !p.seen() {
		return
	}
	t := p.Eligible.Tree
	for i := range t.Children(0) {
		is := t.Name(i)
		if t.IsDir(i) || is == ignore.Dockerignore || is == ignore.Containerignore {
			continue
		}
		want := meant(p, is)
		if want == "" {
			continue
		}
		f := Finding{Help: "call it " + want}
		if t.Mode(i)&fs.ModeSymlink != 0 {
			f.Help = "replace it by a file called " + want
		}
		if p.IgnorePath != "" && !isSlip(is) {
			info := diag.Info // it may be another one's
			f.Severity = &info
		}
		p.reportAt(Span{File: p.shown(is)}, f, "this file is not read: it is not called %s", want)
	}
}

// meant is the name of the ignore file that somebody means by a name which is
// none; empty for what is no such name.
func meant(p *Pass, is string) string {
	if isSlip(is) {
		return ignore.Dockerignore
	}
	lower := strings.ToLower(is)
	switch strings.TrimSuffix(lower, ".txt") {
	case "dockerignore", "docker.ignore", "docker-ignore", "docker_ignore", ".docker.ignore", ".docker_ignore":
		return ignore.Dockerignore
	}
	t := p.Eligible.Tree
	for i := range t.Children(0) {
		file := t.Name(i)
		if t.IsDir(i) || !strings.HasPrefix(file, "Dockerfile") {
			continue
		}
		for _, own := range p.Builder.OwnNames(file) {
			kind := strings.TrimPrefix(file, "Dockerfile")
			if is != own && (strings.TrimSuffix(lower, ".txt") == strings.ToLower(own) || kind != "" && is == ignore.Dockerignore+kind) {
				return own
			}
		}
	}
	return ""
}

// isSlip reports whether a name differs from that of the ignore file in a
// letter, its case or an ending.
func isSlip(is string) bool {
	const name = ignore.Dockerignore
	lower := strings.ToLower(is)
	if catalog.OneLetterApart(lower, name) && strings.Trim(lower, "._~-") != strings.Trim(name, ".") {
		return true
	}
	return slices.Contains([]string{name, name + ".txt", ".docker-ignore"}, lower)
}

// instead is what to do about a file that is not read: one beside the
// Dockerfile is read under the name of that, where there is no other.
func instead(p *Pass, n ignore.NotRead) string {
	own := p.Builder.OwnNames(p.Dockerfile)
	beside := path.Base(filepath.ToSlash(n.Path)) == ignore.Dockerignore && filepath.Dir(n.Path) == filepath.Dir(p.Dockerfile)
	switch {
	case p.IgnorePath != "":
		return "move its lines to the file that is read, or remove it"
	case n.Path == p.path():
		return "replace it by a file, or remove it"
	case beside && len(own) > 0:
		return "rename it to " + own[0] + ", or move it to " + p.path()
	}
	return "move it to " + p.path()
}
