package report

import (
	"testing"

	buildcontext "github.com/buildctx/buildctx/context"
)

// TestHeaviestParts holds that of many parts the heaviest are listed, in the
// order sent, and that nothing is lost.
func TestHeaviestParts(t *testing.T) {
	var parts []buildcontext.Part
	var cold, warm int64
	for i := range uint32(3 * maxParts) {
		p := buildcontext.Part{Entry: i + 1, Cold: int64(i*7919) % 1009, Warm: 5, Totals: buildcontext.Totals{Files: 1, Bytes: 3}}
		parts = append(parts, p)
		cold += p.Cold
		warm += p.Warm
	}
	shown, rest, others := heaviestParts(parts)
	if len(shown) != maxParts || others != 2*maxParts || rest.Totals.Files != others {
		t.Fatalf("%d shown, %d others with %+v", len(shown), others, rest)
	}
	least := shown[0].Cold
	for i, p := range shown {
		if i > 0 && p.Entry <= shown[i-1].Entry {
			t.Fatalf("entry %d after %d", p.Entry, shown[i-1].Entry)
		}
		least = min(least, p.Cold)
		rest.Cold += p.Cold
		rest.Warm += p.Warm
	}
	if rest.Cold != cold || rest.Warm != warm {
		t.Errorf("%d and %d in all, want %d and %d", rest.Cold, rest.Warm, cold, warm)
	}
	heavier := 0
	for _, p := range parts {
		if p.Cold > least {
			heavier++
		}
	}
	if heavier > maxParts {
		t.Errorf("%d parts are heavier than the lightest that is shown", heavier)
	}
	if shown, _, others := heaviestParts(parts[:maxParts]); len(shown) != maxParts || others != 0 {
		t.Errorf("%d shown of %d, %d others", len(shown), maxParts, others)
	}
}
