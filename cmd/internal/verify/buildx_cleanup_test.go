package verify

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What "buildx du --verbose" prints: v0.38.2 pads with spaces, older ones with
// tabs.
const du = `ID:           2mvwri7vm6jqjapfppgcc70ec
Created at:   2026-11-24 06:41:25.472959663 +0000 UTC
Mutable:      true
Description:  local source for context
Type:         source.local

ID:		yti7dq6lkdjuv72bdzlwvk5v3
Parent:		4sa3l1wsovtb7ng1ge0hhrlml
Description:	local source for dockerfile

ID:	not|an|id
Description:	local source for context

Reclaimable:	16.38kB
Total:		16.38kB
`

func TestParseRecords(t *testing.T) {
	want := []cacheRecord{
		{"2mvwri7vm6jqjapfppgcc70ec", "local source for context"}, {"yti7dq6lkdjuv72bdzlwvk5v3", "local source for dockerfile"},
	}
	if diff := cmp.Diff(want, parseRecords(du), cmp.AllowUnexported(cacheRecord{})); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// Records that somebody else may have made are left alone.
func TestOurs(t *testing.T) {
	before := []cacheRecord{{"old", "local source for context"}}
	made := map[madeBy]struct{}{
		{1, transferring{"[internal] load build definition from Dockerfile", "dockerfile"}}: {},
		{1, transferring{"[internal] load .dockerignore", "context"}}:                       {},
		{1, transferring{"[internal] load build context", "context"}}:                       {},
	}
	for _, test := range []struct {
		name     string
		after    []cacheRecord
		ids      []string
		doubtful bool
	}{
		{
			name: "nobody else builds",
			after: []cacheRecord{
				{"old", "local source for context"}, {"a", "local source for context"}, {"b", "local source for context"}, {"c", "local source for dockerfile"},
			},
			ids: []string{"a", "b", "c"},
		},
		{
			name: "somebody else builds",
			after: []cacheRecord{
				{"a", "local source for context"},
				{"b", "local source for context"},
				{"theirs", "local source for context"},
				{"c", "local source for dockerfile"},
				{"other", "local source for other"},
			},
			ids: []string{"c"}, doubtful: true,
		},
		{name: "the builder has cleaned up itself"},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := &cleanup{before: before, made: made}
			ids, doubtful := c.ours(test.after)
			if diff := cmp.Diff(test.ids, ids); diff != "" || doubtful != test.doubtful {
				t.Errorf("doubtful %v; (-want +got)\n%s", doubtful, diff)
			}
		})
	}
}
