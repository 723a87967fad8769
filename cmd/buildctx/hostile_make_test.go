//go:build unix

package main_test

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestMakeTakesNames has make read names with every printable character of ASCII at every place, all in one rule: what is
// printed is taken for the file of that name, and all others are counted.
func TestMakeTakesNames(t *testing.T) {
	if !hasMake() {
		t.Skip("there is no GNU make")
	}
	t.Chdir(t.TempDir())
	names := []string{"notes (copy)", "a (1).txt", "lib(member)", "lib(m n", "x) y", "x)", "(d)", "dir (x)/a b", ".WAIT", ".PHONY", "é 漢", "image", "a\u00a0b", "::error::x"}
	for c := rune(' '); c < 0x7f; c++ {
		for _, form := range []string{"%c", "%ca", "a%c", "b%cb", "c%c%c%cc", "d %ce", "%c f", "$%c", "%c$", "#%c", "%c#g", ":%c", "%c:h", "-%c", "oo%c/i", "jj%c/k%cl", "m(%c", "%c)n"} {
			if name := fmt.Sprintf(strings.ReplaceAll(form, "%c", "%[1]c"), c); c != '/' && name != "." && !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	for _, name := range names {
		writeFile(t, name, nil)
	}
	writeFile(t, "Dockerfile", []byte("FROM scratch\nCOPY . /\n"))
	r := &hostileRun{command: "ls", args: []string{"--format=make"}}
	if r.run(); r.status != 0 {
		t.Fatal(r.err)
	}
	taken, left := prerequisites(t, r.out), 0
	if _, err := fmt.Sscanf(r.out[strings.LastIndex(r.out, "\n#"):], "\n# %d files left out", &left); err != nil || len(taken)+left != len(names)+1 {
		t.Errorf("%d files are taken, %d left out, there are %d: %v", len(taken), left, len(names)+1, err)
	}
	for _, name := range taken {
		if name != "Dockerfile" && !slices.Contains(names, name) {
			t.Errorf("make takes %q for a file", name)
		}
	}
	for _, name := range names {
		special := strings.ContainsAny(name, "\u00a0;=|~*?[]%&\\") || strings.HasSuffix(name, ")") || name == ".WAIT" || name == "image"
		edge := strings.TrimSpace(filepath.Base(name)) != filepath.Base(name)
		if takes := slices.Contains(taken, name); takes == (special || edge) {
			t.Errorf("make takes %q: %v", name, takes)
		}
	}
}

func hasMake() bool {
	version, err := exec.Command("make", "--version").Output()
	return err == nil && strings.HasPrefix(string(version), "GNU Make ")
}

// checkMake has make read what is printed for it.
func (h *hostileTree) checkMake(t *testing.T, out string) {
	t.Helper()
	for _, name := range prerequisites(t, out) {
		if _, err := os.Lstat(name); err != nil {
			t.Errorf("make takes %q for a file: %v", name, err)
		}
	}
}

// prerequisites are the files that make looks at for the target of a makefile; none without make.
func prerequisites(t *testing.T, makefile string) []string {
	t.Helper()
	if !hasMake() {
		return nil
	}
	file := filepath.Join(t.TempDir(), "makefile")
	writeFile(t, file, []byte(makefile))
	cmd := exec.Command("make", "-rR", "-n", "-d", "-f", file, "image")
	cmd.Env = append(os.Environ(), "LC_ALL=C", "MAKEFLAGS=")
	out, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	if exit != nil && !strings.Contains(string(out), "No rule to make target") {
		t.Fatalf("make: %v\n%s", err, out)
	}
	var names []string
	for _, match := range regexp.MustCompile("(?m)^ +Considering target file ['`](.*)'\\.$").FindAllStringSubmatch(string(out), -1) {
		if match[1] != file && match[1] != "image" {
			names = append(names, match[1])
		}
	}
	return names
}
