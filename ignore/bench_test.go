package ignore_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/moby/patternmatcher"

	"github.com/buildctx/buildctx/ignore"
)

// benchmarkRules returns a list of the given length of the kind that a large
// repository grows.
func benchmarkRules(count int) []string {
	rules := []string{
		".git", "node_modules", "**/node_modules", "dist", "**/dist", "*.log", "**/*.log", ".env", "**/.env.*", "!**/.env.example",
		"**/.DS_Store", "coverage", "**/coverage/**", "**/__pycache__", "**/*.py[co]", ".venv", "**/.next/cache", "build",
		"**/*.tmp", "**/*~", ".idea", ".vscode", "docs/**/*.pdf", "**/test-results", "*.md", "!README.md", "data/*.parquet",
		"tmp/", "/vendor", "**/*.map", "**/.pytest_cache", "**/.mypy_cache", "**/.turbo", "**/.cache", "Dockerfile*",
		"docker-compose*.yml", "**/*.test.js", "**/*.spec.ts", "scripts/dev-*", "**/.gradle", "**/target", "**/*.class",
	}
	for i := len(rules); i < count; i++ {
		switch i % 4 {
		case 0:
			rules = append(rules, fmt.Sprintf("packages/app%d/dist", i))
		case 1:
			rules = append(rules, fmt.Sprintf("**/generated%d/*.pb.go", i))
		case 2:
			rules = append(rules, fmt.Sprintf("**/*.ext%d", i))
		case 3:
			rules = append(rules, fmt.Sprintf("services/*/fixtures%d", i))
		}
	}
	return rules[:count]
}

// benchmarkTree is a tree in which most entries are kept, which is the dear
// case: every rule has to be asked.
func benchmarkTree() (dirs [][]string, names []string) {
	for i := range 40 {
		dirs = append(dirs, []string{"packages", fmt.Sprintf("app%d", i), "src", "components"})
	}
	for i := range 50 {
		names = append(names, fmt.Sprintf("component-%02d.module.tsx", i))
	}
	return dirs, names
}

func enterAll(m *ignore.Matcher, names []string) ignore.State {
	s := m.Root()
	for _, name := range names {
		s, _ = m.Enter(s, name)
	}
	return s
}

// benchmarkVerdicts measures what it takes to judge all files of the tree, with
// lists of several lengths.
func benchmarkVerdicts(b *testing.B, judge func(b *testing.B, rules []string, dirs [][]string, names []string)) {
	dirs, names := benchmarkTree()
	for _, count := range []int{10, 40, 200} {
		b.Run(fmt.Sprintf("rules=%d", count), func(b *testing.B) {
			b.ReportAllocs()
			judge(b, benchmarkRules(count), dirs, names)
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(dirs)*len(names)), "ns/path")
		})
	}
}

func BenchmarkEnter(b *testing.B) {
	benchmarkVerdicts(b, func(b *testing.B, rules []string, dirs [][]string, names []string) {
		m, err := ignore.Compile(ignore.BuildKit, rules)
		if err != nil {
			b.Fatal(err)
		}
		for b.Loop() {
			for _, dir := range dirs {
				s := enterAll(m, dir)
				for _, name := range names {
					m.Enter(s, name)
				}
			}
		}
	})
}

// BenchmarkVerdict judges files, of which nothing but the verdict is of
// interest.
func BenchmarkVerdict(b *testing.B) {
	benchmarkVerdicts(b, func(b *testing.B, rules []string, dirs [][]string, names []string) {
		m, err := ignore.Compile(ignore.BuildKit, rules)
		if err != nil {
			b.Fatal(err)
		}
		for b.Loop() {
			for _, dir := range dirs {
				in := m.Inside(enterAll(m, dir))
				for _, name := range names {
					in.Verdict(name)
				}
			}
		}
	})
}

// BenchmarkPatternmatcher is what the client of BuildKit takes for the same.
func BenchmarkPatternmatcher(b *testing.B) {
	benchmarkVerdicts(b, func(b *testing.B, rules []string, dirs [][]string, names []string) {
		m, err := patternmatcher.New(rules)
		if err != nil {
			b.Fatal(err)
		}
		for b.Loop() {
			for _, dir := range dirs {
				var info patternmatcher.MatchInfo
				for j := range dir {
					if _, info, err = m.MatchesUsingParentResults(strings.Join(dir[:j+1], "/"), info); err != nil {
						b.Fatal(err)
					}
				}
				parent := strings.Join(dir, "/") + "/"
				for _, name := range names {
					if _, _, err := m.MatchesUsingParentResults(parent+name, info); err != nil {
						b.Fatal(err)
					}
				}
			}
		}
	})
}

func BenchmarkCompile(b *testing.B) {
	for _, count := range []int{10, 40, 200} {
		b.Run(fmt.Sprintf("rules=%d", count), func(b *testing.B) {
			rules := benchmarkRules(count)
			b.ReportAllocs()
			for b.Loop() {
				if _, err := ignore.Compile(ignore.BuildKit, rules); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkParse(b *testing.B) {
	for _, count := range []int{10, 40, 200} {
		b.Run(fmt.Sprintf("rules=%d", count), func(b *testing.B) {
			src := []byte("# rules\n\n" + strings.Join(benchmarkRules(count), "\n") + "\n")
			b.SetBytes(int64(len(src)))
			b.ReportAllocs()
			for b.Loop() {
				ignore.Parse(".dockerignore", src).Rules(ignore.BuildKit)
			}
		})
	}
}
