package config

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// readText reads a configuration, and says what is wrong with it.
func readText(t *testing.T, text string) (c *Config, wrong string, allocated uint64) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "c.yaml")
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	c, err := Read(t.TempDir(), path)
	runtime.ReadMemStats(&after)
	if err != nil {
		wrong = strings.TrimPrefix(err.Error(), path)
	}
	return c, wrong, after.TotalAlloc - before.TotalAlloc
}

func TestRead(t *testing.T) {
	for text, want := range map[string]string{
		"":                                     "",
		"lint:\n":                              "",
		"lint: {ignore: [{rule: a}, null]}":    "",
		"lint: {<<: {ignore: [{rule: a}]}}":    "",
		"lint: [1]":                            ":1: this is not what is wanted here",
		"x: 1\ny: 2\n":                         ":1: field x not found",
		"lint: {}\nlint: {}\n":                 `:2: mapping key "lint" already defined at line 1`,
		"lint: {ignore: 1}":                    ":1: this is not what is wanted here",
		"lint: {ignore: [a]}":                  ":1: a rule is wanted here, and perhaps a reason",
		"lint:\n  ignore:\n  - reason: b\n":    ":3: rule is missing",
		"lint: {ignore: [{rule: [a]}]}":        ":1: rule must be a text",
		"lint: {ignore: [{rule: ~}]}":          ":1: rule is missing",
		"lint: {ignore: [{rule: a, rule: b}]}": `:1: mapping key "rule" already defined at line 1`,
		"lint:\n a\n b: c":                     ":3: mapping values are not allowed in this context",
		"lint: {}\n---\nlint: {}\n":            ": there is more than one document",
	} {
		if _, wrong, _ := readText(t, text); wrong != want {
			t.Errorf("%q: %q, want %q", text, wrong, want)
		}
	}
}

// What nobody would write takes memory in proportion to its length.
func TestLarge(t *testing.T) {
	repeat := func(n int, format string) string {
		var b strings.Builder
		for k := range n {
			b.WriteString(strings.ReplaceAll(format, "%", fmt.Sprint(k)))
		}
		return b.String()
	}
	for name, c := range map[string]struct {
		text func(n int) string
		want string
	}{
		"equal keys":     {func(n int) string { return "lint:\n" + repeat(n, " x:\n") }, `:3: mapping key "x" already defined at line 2`},
		"different keys": {func(n int) string { return repeat(n, "k%: 1\n") }, ":1: field k0 not found"},
		"rules":          {func(n int) string { return "lint: {ignore: [" + repeat(n, "{rule: a},") + "]}" }, ":1: more than 1000 rules are named here"},
		"an alias": {func(n int) string {
			return "lint: {ignore: [&a {rule: " + strings.Repeat("a", 8*n) + "}," + repeat(n, "*a,") + "]}"
		}, ": its aliases make more than "},
	} {
		t.Run(name, func(t *testing.T) {
			const n = 20_000
			_, _, small := readText(t, c.text(n))
			_, wrong, large := readText(t, c.text(4*n))
			if !strings.HasPrefix(wrong, c.want) {
				t.Errorf("%q, want %q", wrong, c.want)
			}
			if large > 8*small {
				t.Errorf("%d bytes for one part, %d for four", small, large)
			}
		})
	}
}
