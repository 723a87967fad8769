package main_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// mostFiles is how many files a package may have for somebody to find the one
// that is looked for.
const mostFiles = 32

// formats end the names of files that print a command in a format.
var formats = []string{"text", "json", "sarif", "github", "lines", "ndjson", "make", "csv"}

// TestLawFiles holds that no package is a heap of files. What a file holds for
// another system counts as one with it. What is found by its name does not
// count: the rules of lint, and the formats of the commands.
func TestLawFiles(t *testing.T) {
	for _, p := range readPackages(t) {
		stems := make(map[string]bool)
		for _, f := range p.files {
			stem := systemless(filepath.Base(p.fset.Position(f.Pos()).Filename))
			_, format, _ := strings.Cut(stem, "_")
			if !strings.HasPrefix(stem, "rule_") && !(p.dir == "cmd/internal/report" && slices.Contains(formats, format)) {
				stems[stem] = true
			}
		}
		if len(stems) > mostFiles {
			t.Errorf("%s has %d files; divide it: %d are enough", p.dir, len(stems), mostFiles)
		}
	}
}

// systemless is the name of a file without the systems that it is for.
func systemless(name string) string {
	stem := strings.TrimSuffix(name, ".go")
	for {
		last := strings.LastIndexByte(stem, '_')
		if last < 0 {
			return stem
		}
		switch stem[last+1:] {
		case "linux", "unix", "windows", "darwin", "amd64", "generic", "other":
			stem = stem[:last]
		default:
			return stem
		}
	}
}
