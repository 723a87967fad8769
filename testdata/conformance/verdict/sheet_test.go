package verdict

import (
	"strings"
	"testing"
)

func TestExceptions(t *testing.T) {
	agrees, differs := Check{Aspect: Warm}, Check{Aspect: Warm, Diff: "2 is not 3"}
	unknown := Check{Aspect: Warm, Diff: "2, not known", Unknown: true}
	onlyUnknown := Exception{Reason: "timing", Aspects: []Aspect{Warm}, Unknown: true}
	for _, tc := range []struct {
		name      string
		exception *Exception
		check     Check
		ok        bool
		line      string
	}{
		{"agrees", nil, agrees, true, "differ=0 excepted=0 notrun=0 stale=0 trees=1"},
		{"differs", nil, differs, false, "differ=1 excepted=0 notrun=0 stale=0 trees=1"},
		{"not known", nil, unknown, false, "differ=1 excepted=0 notrun=0 stale=0 trees=1"},
		{"excepted", &Exception{Reason: "old"}, differs, true, "differ=0 excepted=1 notrun=0 stale=0 trees=1"},
		{"unknown excepted", &onlyUnknown, unknown, true, "differ=0 excepted=1 notrun=0 stale=0 trees=1"},
		{"wrong is not unknown", &onlyUnknown, differs, false, "differ=1 excepted=0 notrun=0 stale=1 trees=1"},
		{"another aspect", &Exception{Reason: "old", Aspects: []Aspect{Cold}}, differs, false, "differ=1 excepted=0 notrun=0 stale=1 trees=1"},
		{"stale", &Exception{Reason: "old"}, agrees, false, "differ=0 excepted=0 notrun=0 stale=1 trees=1"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			s := &Sheet{Builder: "b"}
			if tc.exception != nil {
				s.Exceptions = map[string]Exception{"tree": *tc.exception}
			}
			s.Add("tree", []Check{tc.check})
			if s.OK() != tc.ok {
				t.Errorf("OK: %v, want %v", s.OK(), tc.ok)
			}
			var out strings.Builder
			if err := Print(&out, []*Sheet{s}); err != nil {
				t.Fatal(err)
			}
			if !strings.HasSuffix(out.String(), "conformance: "+tc.line+"\n") {
				t.Errorf("want at the end %q, got\n%s", tc.line, out.String())
			}
		})
	}
}
