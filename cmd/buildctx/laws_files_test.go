package main_test

import (
	"path/filepath"
	"strings"
	"testing"
)

// mostFiles is how many files a package may have for somebody to find the one
// that is looked for.
const mostFiles = 32

// fuller are the packages that have more; none may grow.
var fuller = map[string]int{
	"cmd/internal/report": 39, // a file for each command and format
}

// TestFiles holds that no package is a heap of files. What a file holds for
// another system counts as one with it, and the rules of lint do not count, each
// of which has a file named after it.
func TestFiles(t *testing.T) {
	for _, p := range readPackages(t) {
		stems := make(map[string]bool)
		for _, f := range p.files {
			stem := systemless(filepath.Base(p.fset.Position(f.Pos()).Filename))
			if !strings.HasPrefix(stem, "rule_") {
				stems[stem] = true
			}
		}
		switch most, known := fuller[p.dir]; {
		case !known && len(stems) > mostFiles:
			t.Errorf("%s has %d files; divide it: %d are enough", p.dir, len(stems), mostFiles)
		case known && len(stems) > most:
			t.Errorf("%s has %d files, and had %d: merge or divide", p.dir, len(stems), most)
		case known && len(stems) < most:
			t.Errorf("%s has %d files: hold it to that, and no longer to %d", p.dir, len(stems), most)
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
