package report

import (
	"encoding/json"
	"strings"
	"testing"
)

// TestVisible holds that JSON says the same and shows nothing that draws.
func TestVisible(t *testing.T) {
	for _, text := range []string{"plain", "é ü 漢", "\u009b31m", "a\u202eb", "tag \U000E0041", "nb\u00a0sp", "\x1b[2J", "\u2028"} {
		var b strings.Builder
		if err := encode(&b, []string{text}); err != nil {
			t.Fatal(err)
		}
		var back []string
		if err := json.Unmarshal([]byte(b.String()), &back); err != nil || back[0] != text {
			t.Errorf("%q became %q, %v", text, back, err)
		}
		if shown := strings.ReplaceAll(b.String(), "\n", ""); Name(shown) != shown {
			t.Errorf("%q is shown as %q", text, shown)
		}
	}
}
