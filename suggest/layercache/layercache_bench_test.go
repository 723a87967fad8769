package layercache

import (
	"fmt"
	"testing"

	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/suggest/internal/placetest"
)

// BenchmarkSteps holds 200 commits of 30 paths each against two steps of
// a build with a million files and workspaces, whose manifests have to be
// found among them.
func BenchmarkSteps(b *testing.B) {
	p := place{files: placetest.Million()}
	p.files = append(p.files, "package.json", "package-lock.json", "src/d1/package.json")
	p.ignore = ".git\n**/*.log\n**/node_modules\n!src/d5/node_modules\n"
	p.heads = map[string]string{"package.json": `{"workspaces": ["src/*"]}`}
	p.dockerfiles = []string{wholeNode}
	in := p.input(b)
	c := Changes{Proposed: ignore.Parse("", []byte(p.ignore+"**/.venv\n")).Matcher(ignore.BuildKit)}
	for n := range 200 {
		var commit []string
		for k := range 30 {
			commit = append(commit, fmt.Sprintf("src/d%d/file%d.go", (n*7+k)%1000, n*30+k))
		}
		c.Commits = append(c.Commits, commit)
	}
	for b.Loop() {
		Steps(in.Prediction, in.head, c)
	}
}
