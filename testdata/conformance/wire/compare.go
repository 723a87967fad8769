package wire

import (
	"regexp"
	"slices"
	"strings"

	"github.com/google/go-cmp/cmp"
)

// Diff says how what was received now differs from what is recorded, whoever recorded it; empty if it does not. Of what
// a failing build said nothing is compared, for half of it is random.
func (r *Record) Diff(now *Record) string {
	want, got := r.comparable(), now.comparable()
	// Many records have no details.
	for i := range min(len(want), len(got)) {
		if !strings.Contains(want[i], "\t") {
			got[i], _, _ = strings.Cut(got[i], "\t")
		}
	}
	return cmp.Diff(want, got)
}

func (r *Record) comparable() []string {
	blocks := slices.Clone(r.Blocks)
	slices.SortStableFunc(blocks, func(a, b Block) int {
		return strings.Compare(strings.Join(a.lines(), "\n"), strings.Join(b.lines(), "\n"))
	})
	// How the build of a classic builder ended depends on the daemon, and some have one that builds nothing.
	end := "# transferring "
	var lines []string
	for _, b := range blocks {
		if b.Head != "" {
			lines, end = append(lines, b.lines()...), "# exit "
			continue
		}
		entries := slices.Clone(b.Entries)
		for i, e := range entries {
			entries[i] = injected.ReplaceAllLiteralString(e, Injected)
		}
		slices.Sort(entries)
		lines = append(lines, entries...)
	}
	for _, line := range r.End {
		if strings.HasPrefix(line, end) {
			lines = append(lines, line)
		}
	}
	return lines
}

// injected is a name that a classic client gives to a Dockerfile from elsewhere.
var injected = regexp.MustCompile(`^\.dockerfile\.[0-9a-f]{20}\b`)
