package builds

import (
	"bytes"
	"path"
	"strings"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/needs"
	"github.com/buildctx/buildctx/suggest/catalog"
)

const (
	// textsRead is how many texts are read that a build may read, textSize how
	// much of each, and textsSize of all.
	textsRead = 10_000
	textSize  = 256 << 10
	textsSize = 48 << 20
	// likeRead is how many files of a directory are read that may be settings
	// or data.
	likeRead = 100
)

// programTexts are the texts of a project that compilers, bundlers and other
// programs may read during a build, those near the root first. It is not all
// where there are more than are read.
func (x *Reading) programTexts() (texts []readFile, all bool) {
	return x.readTexts(textsRead, textsSize, textOf)
}

// readTexts reads so many texts of so many bytes, those near the root first.
func (x *Reading) readTexts(most int, left int64, textOf func(name string) int) (texts []readFile, all bool) {
	if x.head == nil || x.tree == nil {
		return nil, true
	}
	all = true
	level := []uint32{0}
	for len(level) > 0 {
		var next []uint32
		for _, dir := range level {
			like := 0
			for i := range x.tree.Children(dir) {
				if x.tree.IsDir(i) {
					if !x.isAside(i) {
						next = append(next, i)
					}
					continue
				}
				kind := textOf(x.tree.Name(i))
				if kind == noText || kind == likeText && (x.tree.Size(i) > stampedSize || like == likeRead) {
					continue
				}
				if kind == likeText {
					like++
				}
				size := min(x.tree.Size(i), textSize)
				if len(texts) == most || size > left {
					all = false
					continue
				}
				left -= size
				texts = append(texts, readFile{entry: i, name: x.tree.Path(i)})
			}
		}
		level = next
	}
	names := make([]string, len(texts))
	for k := range texts {
		names[k] = texts[k].name
	}
	for k, text := range Heads(x.head, names, textSize) {
		if bytes.IndexByte(text[:min(len(text), 512)], 0) < 0 {
			texts[k].text = string(text)
		}
	}
	return texts, all
}

// isAside reports whether a directory is no part of what is built: the code of
// others, tests, what builds make, and what is for the people, the editors and
// the machines that look after the project.
func (x *Reading) isAside(i uint32) bool {
	name := x.tree.Name(i)
	category, ordinary := catalog.OrdinaryDirectory(name)
	if IsForeign(x.tree, i) || category == catalog.Test || ordinary && name[0] == '.' || deploying[name] && name != "docs" {
		return true
	}
	return isArtefact(x.tree, i)
}

// isArtefact reports whether an entry is what tools leave behind.
func isArtefact(t *buildcontext.Tree, i uint32) bool {
	found := false
	catalog.Index().Each(t.Name(i), func(a *catalog.Artefact) { found = found || !a.Holder && a.Means(t, i) && a.Marker(t, i) != "" })
	return found
}

// The kinds of files by their names.
const (
	noText   = iota // or one that names files and reads none
	likeText        // settings, data, or of no kind that is known
	program
)

// textOf says whether a program may read a file of a name for what it says.
func textOf(name string) int {
	extension := strings.ToLower(path.Ext(name))
	switch {
	case catalog.MatchesAny(name, packing):
		return program
	case needs.IsDockerfileName(name), catalog.IsChore(name), catalog.MatchesAny(name, notRead), catalog.MatchesAny(name, namesOnly), strings.HasPrefix(name, "."), isTestFile(name):
		return noText
	case isSetting(name):
		return likeText
	case bundled[extension]:
		return program
	}
	switch catalog.OrdinaryFile(name) {
	case catalog.Source:
		return program
	case catalog.Other:
		return likeText
	}
	return noText
}

// namesOnly are files that name others without reading them.
var namesOnly = []string{
	"*.lock", "*.sum", "*.map", "*.snap", "*.patch", "*.diff", "*.min.*", "*.work", "*.d.ts", "*.pb.go", "*.env",
	"README*", "CHANGELOG*", "CHANGES*", "CONTRIBUTING*", "SECURITY*", "HISTORY*", "LICENSE*", "NOTICE*", "TODO*", "checksums*", "SHA256SUMS*",
}

// isTestFile reports whether a file of a name holds tests, or shows a component
// to those who write it.
func isTestFile(name string) bool {
	stem := strings.TrimSuffix(name, path.Ext(name))
	for _, ending := range []string{"_test", ".test", ".spec", "_spec", ".stories", ".cy", ".e2e"} {
		if strings.HasSuffix(stem, ending) {
			return true
		}
	}
	return strings.HasPrefix(name, "test_") || strings.HasPrefix(name, "conftest.")
}
