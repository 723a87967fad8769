package ignore_test

import (
	"testing"

	"github.com/buildctx/buildctx/ignore"
)

func TestOnly(t *testing.T) {
	m, err := ignore.Compile(ignore.BuildKit, []string{"a", "!a/b", "a/b/c", "**/d"})
	if err != nil {
		t.Fatal(err)
	}
	only := m.Only(func(r *ignore.Rule) bool { return r.Index != 0 })
	for n, r := range only.Rules() {
		if r.Index != n || r.Text != m.Rules()[n+1].Text {
			t.Errorf("rule %d is %q with index %d", n, r.Text, r.Index)
		}
	}
	for path, want := range map[string]string{"a": "", "a/b": "", "a/b/c": "a/b/c", "x/d": "**/d"} {
		got := ""
		if by := only.Decide(path).By; by != nil {
			got = by.Text
		}
		if got != want {
			t.Errorf("%q decides about %s, want %q", got, path, want)
		}
	}
	if m.Rules()[0].Index != 0 || m.Rules()[3].Index != 3 {
		t.Error("the rules of the other Matcher have changed")
	}
}
