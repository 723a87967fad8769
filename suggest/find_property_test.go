package suggest

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// Whatever the tree and the Dockerfile: candidates keep their contract, and
// none of them holds what a COPY names without a wildcard.
func TestFindNeverTakesWhatIsNamed(t *testing.T) {
	names := []string{
		"src", "web", "data", "dist", "target", "node_modules", ".git", "__pycache__", "logs", "vendor", "a.log", "x.parquet",
		"package.json", "Cargo.toml", "pyvenv.cfg", ".env", "a.zip", "HEAD", "main.go", "server.key", ".claude", "worktrees",
	}
	path := rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom(names), 1, 4).Draw(t, "components"), "/")
	})
	size := rapid.SampledFrom([]string{"0", "100", "50k", "5M", "50M"})
	rapid.Check(t, func(rt *rapid.T) {
		var p place
		isFile, isDir := make(map[string]bool), make(map[string]bool)
		for _, f := range rapid.SliceOfN(path, 1, 25).Draw(rt, "files") {
			if isFile[f] || isDir[f] || underFile(f, isFile) {
				continue
			}
			isFile[f] = true
			for dir := f; strings.Contains(dir, "/"); {
				dir = dir[:strings.LastIndexByte(dir, '/')]
				isDir[dir] = true
			}
			p.files = append(p.files, f+" "+size.Draw(rt, "size"))
		}
		sources := rapid.SliceOfN(path, 0, 3).Draw(rt, "sources")
		text := "FROM alpine\nCOPY . /all\n"
		for _, s := range sources {
			text += fmt.Sprintf("COPY %s /x/\n", s)
		}
		p.dockerfiles = []string{text}
		p.tracked = rapid.SliceOfN(path, 0, 3).Draw(rt, "tracked")
		p.ignored = rapid.SliceOfN(path, 0, 3).Draw(rt, "ignored")

		in := p.input(t)
		found := Find(in)
		checkContract(t, in, found)
		for _, c := range found {
			for _, i := range c.Entries {
				for _, s := range sources {
					named, ok := in.Tree.Lookup(s)
					if ok && named >= i && named < in.Tree.End(i) {
						rt.Fatalf("%s takes %s, which COPY %s names", c.Heuristic, in.Tree.Path(i), s)
					}
				}
			}
		}
		if t.Failed() {
			rt.Fatal("the contract is broken")
		}
	})
}

func underFile(path string, isFile map[string]bool) bool {
	for i := range path {
		if path[i] == '/' && isFile[path[:i]] {
			return true
		}
	}
	return false
}
