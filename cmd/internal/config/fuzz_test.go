package config

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Whatever the file holds, reading it ends, an error is one that leads to the file, and a rule is found where it is
// named.
func FuzzRead(f *testing.F) {
	for _, text := range []string{
		"", "lint:\n  ignore:\n    - rule: dead-rule\n      reason: why\n", "lint: {ignore: [{rule: \"a\", reason: 'é'}, {\"rule\": b}]}\n",
		"lint:\n  ignore: [{reason: ü, rule: &x a}, *x]\n", "lint: {ignore: [{rule: >-\n a}]}", "lint: {ignore: [a]}", "x: 1", "a: 1\n---\n", "\xef\xbb\xbflint: {}\r\n", "lint: {ignore: [{rule: !!str a}]}", "? lint\n: ignore: [{<<: {rule: a}}]",
	} {
		f.Add([]byte(text))
	}
	path := filepath.Join(f.TempDir(), Name)
	f.Fuzz(func(t *testing.T, src []byte) {
		if err := os.WriteFile(path, src, 0o644); err != nil {
			t.Fatal(err)
		}
		c, err := Read(t.TempDir(), path)
		if err != nil {
			if said := err.Error(); !strings.HasPrefix(said, path+":") && !strings.HasPrefix(said, "reading "+path+":") {
				t.Errorf("%q: %q", src, said)
			}
			return
		}
		for k, s := range c.Silences() {
			if s.Rule == "" || s.Rule != c.Lint.Ignore[k].Rule || s.At.File != path || s.At.Start < 0 || s.At.End < s.At.Start || s.At.End > len(src) {
				t.Fatalf("%q has the silence %+v", src, s)
			}
			if plain := strings.Trim(s.Rule, "abcdefghijklmnopqrstuvwxyz-") == ""; plain && !strings.ContainsAny(string(src), "&*!|>?\\\u0085\u2028\u2029\r") && string(src[s.At.Start:s.At.End]) != s.Rule {
				t.Fatalf("%q is said to stand at %d of %q", s.Rule, s.At.Start, src)
			}
		}
	})
}
