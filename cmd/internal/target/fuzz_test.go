package target

import (
	"os"
	"path/filepath"
	"testing"
)

// Whatever a compose or bake file holds, reading it ends, and what it names lies
// in the build context.
func FuzzBuilds(f *testing.F) {
	for name, text := range map[string]string{
		"compose.yaml":     "services:\n  a:\n    build: {context: ., dockerfile: a.df, additional_contexts: [x=.]}\n  b:\n    extends: {service: a}\n",
		"docker-bake.hcl":  "target \"a\" {\n  context = \".\"\n  dockerfile = \"a.df\"\n  inherits = [\"b\"]\n}\n# x\ntarget \"b\" { args = { V = \"${X}\" } }\n",
		"docker-bake.json": `{"target":{"a":{"context":".","dockerfile":"a.df"}}}`,
	} {
		f.Add(name, []byte(text))
	}
	f.Fuzz(func(t *testing.T, name string, text []byte) {
		if name != "compose.yaml" && name != "docker-bake.hcl" && name != "docker-bake.json" {
			name = "docker-bake.hcl"
		}
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, name), text, 0o644); err != nil {
			t.Fatal(err)
		}
		builds, _ := Builds(dir, []string{name})
		for _, b := range builds {
			if b.Dockerfile != "" && !filepath.IsLocal(b.Dockerfile) {
				t.Errorf("%q names %q, outside of the build context", text, b.Dockerfile)
			}
		}
	})
}
