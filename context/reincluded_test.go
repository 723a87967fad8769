package buildcontext

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/buildctx/buildctx/context/scan"
	"github.com/buildctx/buildctx/ignore"
)

func TestReincludedBy(t *testing.T) {
	list, err := scan.FromEntries("/", []scan.Entry{
		{Path: "a/keep/x/keep", Mode: 0o644},
		{Path: "a/keep/y", Mode: 0o644},
		{Path: "a/other", Mode: 0o644},
		{Path: "b/keep", Mode: 0o644},
		{Path: "c/keep", Mode: 0o644},
	})
	if err != nil {
		t.Fatal(err)
	}
	tree := New(list)
	replay := func(patterns ...string) *View {
		m, err := ignore.Compile(ignore.BuildKit, patterns)
		if err != nil {
			t.Fatal(err)
		}
		return tree.Replay(Rules{Ignore: m})
	}
	v := replay("a", "b", "!**/keep", "!nothing")
	found := v.ReincludedBy(v.Rules.Ignore.Rules()[2:], 2)
	var got [][]string
	for _, entries := range found {
		var paths []string
		for _, i := range entries {
			paths = append(paths, tree.Path(i))
		}
		got = append(got, paths)
	}
	// c/keep was never excluded.
	if diff := cmp.Diff([][]string{{"a/keep", "b/keep"}, nil}, got); diff != "" {
		t.Errorf("brought back (-want +got):\n%s", diff)
	}
	if found := v.ReincludedBy(v.Rules.Ignore.Rules()[2:], 0); len(found[0]) != 1 || len(found[1]) != 0 {
		t.Errorf("found %v, want one more than none of the first", found)
	}

	if !v.Equal(replay("a", "b", "!a/keep", "!b/keep")) {
		t.Error("the literal lines do not send the same")
	}
	for _, less := range [][]string{{"a", "b", "!a/keep"}, {"a", "b", "!a/keep/x", "!b/keep"}} {
		if v.Equal(replay(less...)) {
			t.Errorf("%q sends the same", less)
		}
	}
	// The line at the end has BuildKit open nothing below b.
	if replay("*", "!b/keep").Equal(replay("*", "!b/keep", "b")) {
		t.Error("a file without its content is the same")
	}
}
