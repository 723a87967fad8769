package ignore_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/buildctx/buildctx/ignore"
)

// A concealed file excludes the same, and no rule or diagnostic tells a word of
// it.
func TestConcealed(t *testing.T) {
	const secret = "token-7f3a"
	src := []byte(secret + "\n!" + secret + "/kept\n[" + secret + "\n!\n# " + secret + "\n*/" + secret + "\x01\n\\" + secret + "\n")
	f := ignore.Parse(".dockerignore", src)
	c := f.Concealed()
	for _, b := range ignore.Builders() {
		for _, path := range []string{secret, secret + "/kept", "a/" + secret, "other"} {
			if got, want := c.Matcher(b).Decide(path).Matched, f.Matcher(b).Decide(path).Matched; got != want {
				t.Errorf("%v: %s excluded: %v, want %v", b, path, got, want)
			}
		}
		for _, r := range c.Rules(b) {
			if r.Text != ignore.ConcealedText {
				t.Errorf("%v: rule %q", b, r.Text)
			}
		}
		found, shown := c.Check(b), f.Check(b)
		if len(found) < 2 || len(found) > len(shown) {
			t.Errorf("%v: %d diagnostics, %d if shown", b, len(found), len(shown))
		}
		for _, d := range found {
			if strings.Contains(d.Message+d.Help, secret) {
				t.Errorf("%v: %s", b, d.Message)
			}
		}
	}
	if !slices.Equal(c.Bytes(), src) {
		t.Error("the bytes differ")
	}
}
