package suggest

import (
	"testing"

	"github.com/buildctx/buildctx/suggest/catalog"
)

func TestClassify(t *testing.T) {
	in := place{files: []string{
		".git/HEAD", "node_modules/x.js", "web/package.json", "web/dist/a.js", "lib/a.rb", "py/pyvenv.cfg", "py/bin/x", "target/x.go",
		"rust/Cargo.toml", "rust/target/a", "__pycache__/x.pyc", "data/x.parquet", "mixed/a.parquet", "mixed/b.parquet", "src/main.go",
		"main.go", "README.md", "logo.PNG", "app.log", ".env", "model.gguf", "x.tar.gz", "unknown", "odd/unknown", "odd/unknown2",
		"code/a.go", "code/b.go", "code/notes", "tests/x", ".npmrc", ".claude/a", ".idea/a", ".DS_Store", "htmlcov/a", "a.mp4",
		"cache/CACHEDIR.TAG", "certs/a.pem", "both/a.log", "both/sub/unknown",
	}}.input(t)
	for path, want := range map[string]catalog.Category{
		".":                 catalog.Source,
		".git":              catalog.VCS,
		"node_modules":      catalog.Dependencies,
		"node_modules/x.js": catalog.Source,
		"web/dist":          catalog.BuildOutput,
		"lib":               catalog.Source,
		"py":                catalog.Dependencies,
		"target":            catalog.Source,
		"rust/target":       catalog.BuildOutput,
		"__pycache__":       catalog.Cache,
		"cache":             catalog.Cache,
		"data":              catalog.Dataset,
		"mixed":             catalog.Dataset,
		"src":               catalog.Source,
		"main.go":           catalog.Source,
		"README.md":         catalog.Docs,
		"logo.PNG":          catalog.Media,
		"app.log":           catalog.Log,
		".env":              catalog.Secret,
		"model.gguf":        catalog.Model,
		"x.tar.gz":          catalog.Archive,
		"unknown":           catalog.Other,
		"odd":               catalog.Other,
		"code":              catalog.Source,
		"tests":             catalog.Test,
		".npmrc":            catalog.Source,
		".claude":           catalog.Agent,
		".idea":             catalog.Editor,
		".DS_Store":         catalog.OS,
		"htmlcov":           catalog.Test,
		"a.mp4":             catalog.Media,
		"certs":             catalog.Secret,
		"both":              catalog.Other,
	} {
		i, ok := in.Tree.Lookup(path)
		if !ok {
			t.Fatalf("no %s", path)
		}
		got, why := Classify(in.Tree, i)
		if got != want {
			t.Errorf("%s is %s (%s), want %s", path, got, why, want)
		}
		if got != catalog.Source && got != catalog.Other && why == "" {
			t.Errorf("%s is %s without a reason", path, got)
		}
	}
}
