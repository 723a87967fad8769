package main_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestSecurityNamesTests holds that each test that SECURITY.md names is there: a test function, a script or a target of
// the Makefile.
func TestSecurityNamesTests(t *testing.T) {
	const root = "../.."
	page, err := os.ReadFile(filepath.Join(root, "SECURITY.md"))
	if err != nil {
		t.Fatal(err)
	}
	makefile, err := os.ReadFile(filepath.Join(root, "Makefile"))
	if err != nil {
		t.Fatal(err)
	}
	functions := testFunctions(t, root)
	named := regexp.MustCompile("`((?:Test|Fuzz)[A-Za-z0-9]+|script/[a-z-]+|make [a-z-]+)`").FindAllStringSubmatch(string(page), -1)
	if len(named) < 40 {
		t.Errorf("SECURITY.md names %d tests", len(named))
	}
	for _, m := range named {
		name, there := m[1], false
		if script, ok := strings.CutPrefix(name, "script/"); ok {
			_, err := os.Stat(filepath.Join(root, "testdata", "script", script+".txtar"))
			there = err == nil
		} else if target, ok := strings.CutPrefix(name, "make "); ok {
			there = strings.Contains(string(makefile), "\n"+target+":")
		} else {
			there = functions[name]
		}
		if !there {
			t.Errorf("SECURITY.md names %s, which is not there", name)
		}
	}
}

// testFunctions are the names of all tests and fuzz targets.
func testFunctions(t *testing.T, root string) map[string]bool {
	t.Helper()
	out := make(map[string]bool)
	function := regexp.MustCompile(`(?m)^func ((?:Test|Fuzz)\w+)\(`)
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, "_test.go") {
			return err
		}
		src, err := os.ReadFile(path)
		for _, m := range function.FindAllStringSubmatch(string(src), -1) {
			out[m[1]] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
