package buildcontext

import (
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/buildctx/buildctx/context/scan"
	"github.com/buildctx/buildctx/ignore"
)

// benchListing is of 300,000 files as a JavaScript monorepo has them, most of
// them dependencies.
var benchListing = sync.OnceValues(func() (*scan.Listing, error) {
	var entries []scan.Entry
	suffixes := []string{".js", ".d.ts", ".js.map", ".json", ".md", ".test.ts", ".log"}
	for i := range 300_000 {
		dir := fmt.Sprintf("node_modules/package-%d/lib", i/40)
		if i%10 == 0 {
			dir = fmt.Sprintf("packages/app-%d/src/part-%d", i/5000, i/300)
		}
		entries = append(entries, scan.Entry{Path: fmt.Sprint(dir, "/file-", i, suffixes[i%len(suffixes)]), Mode: 0o644, Size: int64(i % 9000)})
	}
	return scan.FromEntries("/root", entries)
})

func benchTree(b *testing.B) *Tree {
	b.Helper()
	list, err := benchListing()
	if err != nil {
		b.Fatal(err)
	}
	return New(list)
}

// benchRules are ignore files of several lengths.
func benchRules(b *testing.B, run func(b *testing.B, m *ignore.Matcher)) {
	for _, name := range []string{"10", "40", "200"} {
		src, err := os.ReadFile(filepath.Join("..", "testdata", "bench", "ignorefiles", name))
		if err != nil {
			b.Fatal(err)
		}
		b.Run("lines="+name, func(b *testing.B) { run(b, ignore.Parse(name, src).Matcher(ignore.BuildKit)) })
	}
}

// perEntry reports the time for each entry of a tree.
func perEntry(b *testing.B, t *Tree) {
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(t.Len()), "ns/entry")
}

func BenchmarkNew(b *testing.B) {
	t := benchTree(b)
	b.ReportAllocs()
	for b.Loop() {
		New(t.list)
	}
	perEntry(b, t)
}

func BenchmarkReplay(b *testing.B) {
	t := benchTree(b)
	benchRules(b, func(b *testing.B, m *ignore.Matcher) {
		for b.Loop() {
			t.Replay(Rules{Ignore: m})
		}
		perEntry(b, t)
	})
}

func BenchmarkMatches(b *testing.B) {
	t := benchTree(b)
	benchRules(b, func(b *testing.B, m *ignore.Matcher) {
		every := m.Every()
		for b.Loop() {
			t.Matches(every)
		}
		perEntry(b, t)
	})
}

func BenchmarkWithoutEachRule(b *testing.B) {
	t := benchTree(b)
	benchRules(b, func(b *testing.B, m *ignore.Matcher) {
		v, every := t.Replay(Rules{Ignore: m}), m.Every()
		for b.Loop() {
			v.WithoutEachRule(every)
		}
		perEntry(b, t)
	})
}

func BenchmarkShares(b *testing.B) {
	t := benchTree(b)
	benchRules(b, func(b *testing.B, m *ignore.Matcher) {
		every := m.Every()
		for b.Loop() {
			t.Shares(every, nil)
		}
		perEntry(b, t)
	})
}

func BenchmarkSums(b *testing.B) {
	t := benchTree(b)
	v := t.Replay(Rules{})
	for b.Loop() {
		v.addUp()
	}
	perEntry(b, t)
}

func BenchmarkWire(b *testing.B) {
	t := benchTree(b)
	v := t.Replay(Rules{})
	for b.Loop() {
		v.Wire(scan.Attributes{})
	}
	perEntry(b, t)
}

// BenchmarkCosts measures one exception with a wildcard, a few literal ones,
// and as many as are ever tried.
func BenchmarkCosts(b *testing.B) {
	t := benchTree(b)
	literal := func(count int) []string {
		patterns := []string{"node_modules"}
		for n := range count {
			patterns = append(patterns, fmt.Sprintf("!node_modules/package-%d/lib", 7*n))
		}
		return patterns
	}
	for _, bench := range []struct {
		name     string
		patterns []string
	}{{"wildcard", []string{"node_modules", "!**/*.d.ts"}}, {"literal=10", literal(10)}, {"literal=1000", literal(1000)}} {
		b.Run(bench.name, func(b *testing.B) {
			m, err := ignore.Compile(ignore.BuildKit, bench.patterns)
			if err != nil {
				b.Fatal(err)
			}
			v, every := t.Replay(Rules{Ignore: m}), m.Every()
			for b.Loop() {
				v.Costs(every)
			}
			perEntry(b, t)
		})
	}
}

// BenchmarkReincludedBy looks for a few entries among all.
func BenchmarkReincludedBy(b *testing.B) {
	t := benchTree(b)
	m, err := ignore.Compile(ignore.BuildKit, []string{"node_modules", "!**/file-77.*"})
	if err != nil {
		b.Fatal(err)
	}
	v := t.Replay(Rules{Ignore: m})
	for b.Loop() {
		v.ReincludedBy(m.Rules()[1:], 5)
	}
	perEntry(b, t)
}
