package diag_test

import (
	"testing"

	"github.com/buildctx/buildctx/ignore/diag"
)

func TestQuoted(t *testing.T) {
	for name, want := range map[string]string{
		"a b":              `"a b"`,
		`"VirtualBox VMs"`: `'"VirtualBox VMs"'`,
		`src\app`:          `"src\app"`,
		`it's "x"`:         "`it's \"x\"`",
		"'\"`":             "\"'\\\"`\"",
		"a\nb":             `"a\nb"`,
		`a\nb`:             `"a\nb"`,
		"\u202e":           `"\u202e"`,
		"":                 `""`,
	} {
		if got := diag.Quoted(name); got != want {
			t.Errorf("%q: %s, want %s", name, got, want)
		}
	}
}
