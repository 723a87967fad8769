package suggest

import (
	"testing"
)

func TestClassify(t *testing.T) {
	in := place{files: []string{
		".git/HEAD", "node_modules/x.js", "web/package.json", "web/dist/a.js", "lib/a.rb", "py/pyvenv.cfg", "py/bin/x", "target/x.go",
		"rust/Cargo.toml", "rust/target/a", "__pycache__/x.pyc", "data/x.parquet", "mixed/a.parquet", "mixed/b.parquet", "src/main.go",
		"main.go", "README.md", "logo.PNG", "app.log", ".env", "model.gguf", "x.tar.gz", "unknown", "odd/unknown", "odd/unknown2",
		"code/a.go", "code/b.go", "code/notes", "tests/x", ".npmrc", ".claude/a", ".idea/a", ".DS_Store", "htmlcov/a", "a.mp4",
		"cache/CACHEDIR.TAG", "certs/a.pem", "both/a.log", "both/sub/unknown",
	}}.input(t)
	for path, want := range map[string]Category{
		".":                 Source,
		".git":              VCS,
		"node_modules":      Dependencies,
		"node_modules/x.js": Source,
		"web/dist":          BuildOutput,
		"lib":               Source,
		"py":                Dependencies,
		"target":            Source,
		"rust/target":       BuildOutput,
		"__pycache__":       Cache,
		"cache":             Cache,
		"data":              Dataset,
		"mixed":             Dataset,
		"src":               Source,
		"main.go":           Source,
		"README.md":         Docs,
		"logo.PNG":          Media,
		"app.log":           Log,
		".env":              Secret,
		"model.gguf":        Model,
		"x.tar.gz":          Archive,
		"unknown":           Other,
		"odd":               Other,
		"code":              Source,
		"tests":             Test,
		".npmrc":            Source,
		".claude":           Agent,
		".idea":             Editor,
		".DS_Store":         OS,
		"htmlcov":           Test,
		"a.mp4":             Media,
		"certs":             Secret,
		"both":              Other,
	} {
		i, ok := in.Tree.Lookup(path)
		if !ok {
			t.Fatalf("no %s", path)
		}
		got, why := Classify(in.Tree, i)
		if got != want {
			t.Errorf("%s is %s (%s), want %s", path, got, why, want)
		}
		if got != Source && got != Other && why == "" {
			t.Errorf("%s is %s without a reason", path, got)
		}
	}
}
