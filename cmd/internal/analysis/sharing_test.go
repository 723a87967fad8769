package analysis

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/buildctx/buildctx/ignore"
)

// proposed analyses a directory as suggest does.
func proposed(t *testing.T, files map[string]any) *Result {
	t.Helper()
	return run(t, Request{Depth: Proposed, Builder: ignore.BuildKit, Dir: newProject(t, files)})
}

// TestManyDockerfiles shows that all of a thousand Dockerfiles that share the build context
// are looked at, so that what the last of them needs is kept.
func TestManyDockerfiles(t *testing.T) {
	files := map[string]any{
		"Dockerfile": "FROM node\nCOPY . .\n", "zz.Dockerfile": "FROM alpine\nCOPY web/__pycache__ /m\n",
		"src/a": 1, "web/a.py": 1, "web/__pycache__/a.cpython-312.pyc": 1000, "lib/b.py": 1, "lib/__pycache__/b.cpython-312.pyc": 1000,
	}
	for k := range 1000 {
		files[fmt.Sprintf("a%04d.Dockerfile", k)] = "FROM alpine\nCOPY src /\n"
	}
	r := proposed(t, files)
	if n := len(r.Dockerfiles); n != 1002 || r.Unverified != "" {
		t.Errorf("%d Dockerfiles, %q", n, r.Unverified)
	}
	after := ignore.Parse(".dockerignore", r.Proposal.After).Matcher(ignore.BuildKit)
	if after.Decide("web/__pycache__/a.cpython-312.pyc").Matched || !after.Decide("lib/__pycache__/b.cpython-312.pyc").Matched {
		t.Errorf("the proposal is %q", r.Proposal.After)
	}
}

// TestTooManyDockerfiles shows that a proposal is not called proven where not all of the
// Dockerfiles were looked at, whatever the reason.
func TestTooManyDockerfiles(t *testing.T) {
	var sources strings.Builder
	for k := range 100_000 {
		if fmt.Fprintf(&sources, "a%d ", k); k%1000 == 999 {
			sources.WriteString("\\\n")
		}
	}
	for name, c := range map[string]struct {
		file string
		text any
		want string
	}{
		"they come to too much":       {"a.Dockerfile", "FROM alpine\nCOPY " + sources.String() + "/x/\n", "Only 1 of the 2 other Dockerfiles of the build context were read."},
		"one is too large":            {"a.Dockerfile", 2 << 20, `What "a.Dockerfile" needs is not known: file is too large (more than 1048576 bytes).`},
		"one has too many words":      {"a.Dockerfile", "FROM alpine\nRUN " + strings.Repeat("x \\\n", 250_000), `What "a.Dockerfile" needs is not known: too large to analyze: more than 500,000 words.`},
		"compose cannot be read":      {"compose.yaml", "services: [", "What compose.yaml:1 builds is not known: "},
		"compose is too large":        {"compose.yaml", 1 << 20, "What compose.yaml builds is not known: file is too large (more than 262144 bytes)."},
		"compose has too many builds": {"compose.yaml", "services:\n" + manyBuilds(1001), "Only 1000 builds that compose and bake files describe were looked at."},
	} {
		t.Run(name, func(t *testing.T) {
			r := proposed(t, map[string]any{
				"Dockerfile": "FROM node\nCOPY . .\n", "z.Dockerfile": "FROM alpine\nCOPY src /\n", c.file: c.text,
				"src/a": 1, "lib/b.py": 1, "lib/__pycache__/b.cpython-312.pyc": 1000,
			})
			told := slices.ContainsFunc(r.Unknowns, func(s string) bool { return strings.HasPrefix(s, c.want) })
			if r.Unverified == "" || !told {
				t.Errorf("%q, unknown is %.300q", r.Unverified, r.Unknowns)
			}
			if r.Unproven != "" || len(r.Proposal.Added) == 0 {
				t.Errorf("there is no proposal: %q", r.Unproven)
			}
			if !newLinter(r).input().Unverified {
				t.Error("fixes count as verified")
			}
		})
	}
}

func manyBuilds(n int) string {
	var b strings.Builder
	for k := range n {
		fmt.Fprintf(&b, "  s%d: {build: {dockerfile: d%d}}\n", k, k)
	}
	return b.String()
}

// TestLargeInputs shows that more than is analyzed is an error with the figure.
func TestLargeInputs(t *testing.T) {
	for want, files := range map[string]map[string]any{
		"too large to analyze: more than 500,000 words":     {"Dockerfile": "FROM a\n" + strings.Repeat("COPY "+strings.Repeat("a ", 20_000)+"/x/\n", 26)},
		"2000001 rules, and more than 2000000 are not read": {".dockerignore": strings.Repeat("a\n", maxRules+1)},
		`"l*/l*/l*/l*/x" names more than 100000 paths`:      nil,
	} {
		req := Request{Dir: newProject(t, files)}
		if files == nil {
			req = Request{Builder: ignore.Buildah, Dir: linkedProject(t, 20, "FROM scratch\nCOPY l*/l*/l*/l*/x /\n")}
		}
		if _, err := Run(t.Context(), req); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %q", err, want)
		}
	}
	// What an ignore file may hold it holds.
	r := run(t, Request{Depth: SentOnly, Dir: newProject(t, map[string]any{".dockerignore": strings.Repeat("#\n", 3*maxRules) + strings.Repeat("a\n", 1000), "a": 1, "b": 1})})
	if r.Eligible.Totals.Files != 2 || len(r.Ignore.Rules(ignore.BuildKit)) != 1000 {
		t.Errorf("%d files, %d rules", r.Eligible.Totals.Files, len(r.Ignore.Rules(ignore.BuildKit)))
	}
}

// linkedProject writes a Dockerfile, a file x and links to the directory itself.
func linkedProject(t *testing.T, links int, dockerfile string) string {
	t.Helper()
	dir := newProject(t, map[string]any{"Dockerfile": dockerfile, "x": 1})
	for k := range links {
		if err := os.Symlink(".", filepath.Join(dir, fmt.Sprintf("l%d", k))); err != nil {
			t.Skip(err)
		}
	}
	return dir
}
