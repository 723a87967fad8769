package suggest

import (
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/buildctx/buildctx/ignore/diag"
	"github.com/buildctx/buildctx/suggest/builds"
	"github.com/buildctx/buildctx/suggest/catalog"
)

// secretContents asks about files of settings that hold a secret, whatever
// they are called. Their names do not tell whether the program needs them.
var secretContents = &heuristic{
	id:       "secret-contents",
	title:    "files of settings that hold a secret, by its shape",
	category: catalog.Other,
	run: func(p *pass) {
		facts := p.status()
		if end := p.Builds.EndsIn(p.entry); end != "" {
			facts = append(facts, end)
		}
		if catalog.AmongTests(p.Tree, p.entry) {
			facts = append(facts, "lies among tests")
		}
		p.take(diag.Review, facts...)
	},
}

const (
	// contentsDepth is how many directories deep files lie that are searched
	// for secrets; contentsRead is how many are read at most, contentsSize how
	// large they are at most, in bytes.
	contentsDepth = 4
	contentsRead  = 400
	contentsSize  = 64 << 10
)

// settingsFiles are the extensions of files that hold settings.
var settingsFiles = map[string]bool{
	"": true, ".json": true, ".yaml": true, ".yml": true, ".toml": true, ".ini": true, ".cfg": true, ".conf": true, ".config": true, ".properties": true,
	".env": true, ".txt": true, ".xml": true, ".key": true, ".crt": true, ".cert": true, ".cred": true, ".creds": true, ".credentials": true, ".secret": true,
	".secrets": true, ".tf": true, ".tfvars": true, ".npmrc": true, ".rc": true, ".asc": true, ".gpg": true, ".pem": true, ".local": true, ".bak": true, ".old": true,
}

// contents searches files of settings for secrets, those that are sent and that
// nothing was found out about by their names.
func (s *search) contents() {
	if s.Head == nil {
		return
	}
	files := s.settings()
	paths := make([]string, len(files))
	for k, i := range files {
		paths[k] = s.Tree.Path(i)
	}
	found := make(map[uint32]string)
	for k, text := range builds.Heads(s.Head, paths, contentsSize) {
		if why := shapeOf(text); why != "" {
			found[files[k]] = why
		}
	}
	s.askAbout(found)
	for _, i := range files {
		if why := found[i]; why != "" {
			name := &catalog.Artefact{Category: catalog.Secret, Facts: catalog.Facts{Why: why, Needed: "the program reads it"}}
			if f := s.pass.judge(secretContents, name, i); f != nil {
				s.report(f)
			}
		}
	}
}

// askAbout asks git whether it ignores files that were found late.
func (s *search) askAbout(found map[uint32]string) {
	if s.Git == nil || len(found) == 0 {
		return
	}
	paths := make([]string, 0, len(found))
	for i := range found {
		paths = append(paths, s.Tree.Path(i))
	}
	slices.Sort(paths)
	known := s.ignoredPaths
	s.ignoredPaths = s.Git.Ignored(paths)
	maps.Copy(s.ignoredPaths, known)
}

// settings are the files to be searched, those near the root first.
func (s *search) settings() []uint32 {
	t, sent := s.Tree, s.Sent
	var out []uint32
	level := []uint32{0}
	for range contentsDepth {
		var next []uint32
		for _, dir := range level {
			for i := range t.Children(dir) {
				switch {
				case s.taken[i]:
				case t.IsDir(i):
					if !builds.IsForeign(t, i) && s.sums.At(i).Files > 0 {
						next = append(next, i)
					}
				case len(out) < contentsRead && sent.Sent(i) && t.Mode(i).IsRegular() && t.Size(i) <= contentsSize && isSettings(t.Name(i)) && !s.needed.needs(i):
					out = append(out, i)
				}
			}
		}
		level = next
	}
	return out
}

// isSettings reports whether a file of a name may hold settings.
func isSettings(name string) bool {
	switch name {
	case "package.json", "tsconfig.json", "LICENSE", "COPYING", "NOTICE", "Makefile":
		return false
	}
	if catalog.HoldsHashes(name) {
		return false
	}
	if strings.HasPrefix(name, ".") && strings.Count(name, ".") == 1 {
		return true // a dot file without an extension
	}
	return settingsFiles[strings.ToLower(path.Ext(name))]
}
