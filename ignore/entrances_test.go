package ignore_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/buildctx/buildctx/ignore"
)

func TestEntrance(t *testing.T) {
	for _, test := range []struct {
		builder    ignore.Builder
		exception  string
		path       string
		everywhere bool
	}{
		{ignore.BuildKit, "!a/b", "a/b/", false},
		{ignore.BuildKit, "!a/b/**", "a/b/", false},
		{ignore.BuildKit, "!a/*/c", "a/*/c/", true},
		{ignore.Classic, "!a/*/c", "a/*/c/", false},
		{ignore.Buildah, "!a/b", "a/b/", false},
	} {
		m, err := ignore.Compile(test.builder, []string{test.exception})
		if err != nil {
			t.Fatal(err)
		}
		if path, everywhere := m.Entrance(m.Rules()[0]); path != test.path || everywhere != test.everywhere {
			t.Errorf("%v, %s: leads along %s, everywhere %v", test.builder, test.exception, path, everywhere)
		}
	}
}

func TestPruningDisabledBy(t *testing.T) {
	list := []string{"**/a", "!b", "!*.c", "!d/**", "!e/*/f", `!\g`, "!h/*"}
	for _, test := range []struct {
		builder ignore.Builder
		want    []string
	}{
		{ignore.BuildKit, []string{"!*.c", "!e/*/f", `!\g`}},
		{ignore.Classic, nil},
		{ignore.Buildah, nil},
	} {
		m, err := ignore.Compile(test.builder, list)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, r := range m.PruningDisabledBy() {
			got = append(got, r.Text)
			other := m.Without(r).PruningDisabledBy()
			if len(other) != len(test.want)-1 {
				t.Errorf("%v without %s: %d lead everywhere", test.builder, r.Text, len(other))
			}
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%v (-want +got):\n%s", test.builder, diff)
		}
	}
}
