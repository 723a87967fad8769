package verify

import (
	"io/fs"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	buildcontext "github.com/buildctx/buildctx/context"
)

func TestCompare(t *testing.T) {
	noon := time.Date(2026, 1, 2, 12, 0, 0, 500_000_000, time.UTC)
	file := func(p string, size int64) entry {
		return entry{path: p, size: size, mode: 0o644, time: noon}
	}
	link := func(p, target string) entry { return entry{path: p, kind: buildcontext.Symlink, target: target} }
	with := func(e entry, change func(*entry)) entry { change(&e); return e }
	at := func(p string) Place { return Place{"context", p} }
	for _, test := range []struct {
		name      string
		want, got []entry
		outcome   Outcome
	}{
		{
			name: "alike", want: []entry{file("a", 1), link("l", "a")}, got: []entry{link("l", "a"), file("a", 1)},
			outcome: Outcome{Agreed: 2},
		},
		{
			name: "an archive has seconds", want: []entry{file("a", 1)},
			got:     []entry{with(file("a", 1), func(e *entry) { e.time = noon.Truncate(time.Second) })},
			outcome: Outcome{Agreed: 1},
		},
		{
			name: "missing and extra", want: []entry{file("a", 1), file("b", 1)}, got: []entry{file("b", 1), file("c", 1), file("c", 1)},
			outcome: Outcome{Agreed: 1, Missing: []Place{at("a")}, Extra: []Place{at("c")}},
		},
		{
			name: "not to be seen", want: []entry{with(file("a", 1), func(e *entry) { e.unseen = true })},
			outcome: Outcome{Unseen: 1},
		},
		{
			name: "seen all the same", want: []entry{with(file("a", 1), func(e *entry) { e.unseen = true })}, got: []entry{file("a", 2)},
			outcome: Outcome{Differ: []Difference{{at("a"), "size", "1", "2"}}},
		},
		{
			name: "everything else", want: []entry{file("a", 1), link("l", "a"), file("t", 1)},
			got: []entry{
				with(file("a", 1), func(e *entry) { e.mode |= fs.ModeSetuid | 0o111; e.time = noon.Add(time.Hour) }),
				link("l", "b"),
				{path: "t", kind: buildcontext.Dir, mode: 0o755},
			},
			outcome: Outcome{Differ: []Difference{
				{at("a"), "mode", "0644", "4755"},
				{at("a"), "time", "2026-01-02T12:00:00.5Z", "2026-01-02T13:00:00.5Z"},
				{at("l"), "target", "a", "b"},
				{at("t"), "type", "file", "dir"},
			}},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			var got Outcome
			got.compare("context", test.want, test.got)
			if diff := cmp.Diff(test.outcome, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func TestAgrees(t *testing.T) {
	for _, test := range []struct {
		name string
		o    Outcome
		want bool
	}{
		{"nothing", Outcome{}, true},
		{"figures alike", Outcome{Figures: []Figure{{PredictedCold: 2, ActualCold: 2, PredictedWarm: -1, ActualWarm: 9}}}, true},
		{"first build", Outcome{Figures: []Figure{{PredictedCold: 2, ActualCold: 3, PredictedWarm: 1, ActualWarm: 1}}}, false},
		{"next build", Outcome{Figures: []Figure{{PredictedCold: 2, ActualCold: 2, PredictedWarm: 1, ActualWarm: 2}}}, false},
		{"missing", Outcome{Missing: []Place{{}}}, false},
		{"extra", Outcome{Extra: []Place{{}}}, false},
		{"different", Outcome{Differ: []Difference{{}}}, false},
		{"refused", Outcome{Refused: "no"}, false},
		{"unknown", Outcome{Unknowns: []string{"who knows"}}, true},
	} {
		if got := test.o.Agrees(); got != test.want {
			t.Errorf("%s: %v", test.name, got)
		}
	}
}
