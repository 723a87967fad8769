package catalog

import (
	buildcontext "github.com/buildctx/buildctx/context"
)

// IsPlaceholder reports whether a file is called as those by which git, which
// tracks no directories, keeps an empty one.
func IsPlaceholder(name string) bool {
	switch name {
	case ".keep", ".gitkeep", ".gitignore", ".empty", ".placeholder", "keep", "gitkeep":
		return true
	}
	return false
}

// HoldsPlace reports whether a directory holds placeholders and nothing else,
// if anything, at any depth.
func HoldsPlace(t *buildcontext.Tree, dir uint32) bool {
	if !t.IsDir(dir) {
		return false
	}
	for i := dir + 1; i < t.End(dir); i++ {
		if !t.IsDir(i) && !IsPlaceholder(t.Name(i)) {
			return false
		}
	}
	return true
}

// AmongTests reports whether an entry lies among tests, where litter and keys
// are made to be tested with.
func AmongTests(t *buildcontext.Tree, i uint32) bool {
	for at := t.Parent(i); at != 0; at = t.Parent(at) {
		if category, _ := OrdinaryDirectory(t.Name(at)); category == Test {
			return true
		}
	}
	return false
}

// AmongExamples reports whether an entry lies among examples, which nobody
// runs as they are.
func AmongExamples(t *buildcontext.Tree, i uint32) bool {
	for at := t.Parent(i); at != 0; at = t.Parent(at) {
		switch t.Name(at) {
		case "example", "examples", "sample", "samples":
			return true
		}
	}
	return false
}
