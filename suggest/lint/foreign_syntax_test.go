package lint

import (
	"slices"
	"testing"
)

// What a line means elsewhere is taken apart as it is there.
func TestMeantBy(t *testing.T) {
	for text, want := range map[string][]string{
		`"build"`: {"build"}, `'*.log'`: {"*.log"}, `"*.log" "*.txt"`: {"*.log", "*.txt"}, "*.tmp, *.sql": {"*.tmp", "*.sql"},
		"../.env": {".env"}, "../../src": {"src"}, "- dist": {"dist"}, "~/.aws": {".aws"}, "!(dist)": {"dist"},
		"./src": nil, ".env": nil, "src": nil, "!a b": nil, "..": nil,
	} {
		if got, _ := meantBy(text); !slices.Equal(got, want) {
			t.Errorf("%s means %q, want %q", text, got, want)
		}
	}
}
