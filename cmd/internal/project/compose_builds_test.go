package project

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// builds are the builds that files describe, one a line, and what is not known.
func builds(t *testing.T, files map[string]string) (shown, unknowns []string) {
	t.Helper()
	root := t.TempDir()
	for name, text := range files {
		path := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	var names []string
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if !strings.Contains(name, "/") {
			names = append(names, name)
		}
	}
	found, unknowns := Builds(root, names)
	for _, b := range found {
		line := fmt.Sprintf("%s context=%s dockerfile=%s", b.Where, b.Context, b.Dockerfile)
		for _, key := range slices.Sorted(maps.Keys(b.Args)) {
			line += fmt.Sprintf(" %s=%s", key, b.Args[key])
		}
		for _, c := range b.Contexts {
			line += " with " + c
		}
		if b.Inline != nil {
			line += fmt.Sprintf(" inline=%q", b.Inline)
		}
		if !b.Exact {
			line += " ?"
		}
		shown = append(shown, line)
	}
	return shown, unknowns
}

func TestBuilds(t *testing.T) {
	for _, c := range []struct {
		name     string
		files    map[string]string
		want     []string
		unknowns []string
	}{
		{
			name:  "a string",
			files: map[string]string{"compose.yaml": "services:\n  a:\n    build: .\n  b:\n    build: ./api\n  c:\n    image: x\n  d:\n    build: https://example.com/x.git\n  e:\n    build: ../other\n"},
			want: []string{
				"compose.yaml:3 context=. dockerfile=Dockerfile", "compose.yaml:5 context=api dockerfile=api/Dockerfile",
				"compose.yaml:9 context=.. dockerfile=", "compose.yaml:11 context=.. dockerfile=",
			},
		},
		{
			name: "a mapping",
			files: map[string]string{"docker-compose.prod.yml": `services:
  a:
    build:
      context: api
      dockerfile: ../docker/api.df
      args:
        V: 1
        ON: true
        NONE:
      additional_contexts: {all: ., lib: ./lib, base: "docker-image://x"}
  b:
    build: {dockerfile: b.df, args: [A=x=y, FROM_ENV], additional_contexts: [up=..]}
`},
			want: []string{
				"docker-compose.prod.yml:4 context=api dockerfile=docker/api.df ON=true V=1 with all=. with base=docker-image://x with lib=lib",
				"docker-compose.prod.yml:12 context=. dockerfile=b.df A=x=y with up=..",
			},
		},
		{
			name:  "variables",
			files: map[string]string{"compose.yml": "services:\n  a:\n    build: {context: '${CTX:-./api}', dockerfile: '${A-${B:-x}}.df', args: {V: '$V', W: '${W:-1}$$'}}\n  b:\n    build: $HERE\n  c:\n    build: {dockerfile: \"${D}\"}\n  d:\n    build: {dockerfile: \"D${E:?no}\"}\n"},
			want: []string{
				"compose.yml:3 context=api dockerfile=api/x.df W=1$ ?", "compose.yml:5 context= dockerfile=Dockerfile ?",
				"compose.yml:7 context=. dockerfile= ?", "compose.yml:9 context=. dockerfile= ?",
			},
			unknowns: []string{
				"Which build context compose.yml:5 has is not known: $HERE.", "Which Dockerfile compose.yml:7 builds is not known: ${D}.",
				"Which Dockerfile compose.yml:9 builds is not known: D${E:?no}.",
			},
		},
		{
			name:  "anchors, merge keys and tags",
			files: map[string]string{"compose.yaml": "x-b: &b\n  context: api\n  dockerfile: x.df\nservices:\n  a:\n    build: *b\n  b:\n    build:\n      <<: *b\n      dockerfile: y.df\n  c:\n    build: !reset null\n  d:\n    build: !override {context: web}\n"},
			want: []string{
				"compose.yaml:1 context=api dockerfile=api/x.df", "compose.yaml:9 context=api dockerfile=api/y.df", "compose.yaml:14 context=web dockerfile=web/Dockerfile",
			},
		},
		{
			name: "include and extends",
			files: map[string]string{
				"compose.yaml":   "include:\n  - more.yml\n  - path: [sub/c.yml, more.yml]\n  - oci://x\nservices:\n  a:\n    extends: {file: common.yml, service: base}\n    build: {dockerfile: a.df}\n",
				"more.yml":       "services: {m: {build: {dockerfile: m.df}}}\n",
				"sub/c.yml":      "services: {c: {build: ..}, d: {build: .}}\n",
				"common.yml":     "services: {base: {build: web}}\n",
				"unrelated.yaml": "services: {u: {build: .}}\n",
			},
			want: []string{
				"compose.yaml:8 context=web dockerfile=web/a.df", "more.yml:1 context=. dockerfile=m.df", "sub/c.yml:1 context=. dockerfile=Dockerfile",
				"sub/c.yml:1 context=sub dockerfile=sub/Dockerfile", "more.yml:1 context=sub dockerfile=sub/m.df", "common.yml:1 context=web dockerfile=web/Dockerfile",
			},
			unknowns: []string{"What compose.yaml:4 includes is not known: oci://x."},
		},
		{
			name:  "inline",
			files: map[string]string{"compose.yaml": "services:\n  a:\n    build:\n      dockerfile_inline: |\n        # syntax=docker/dockerfile:1\n        FROM scratch\n        COPY x /\n"},
			want:  []string{`compose.yaml:4 context=. dockerfile= inline="# syntax=docker/dockerfile:1\n\n\n\n\nFROM scratch\nCOPY x /\n"`},
		},
		{
			name:  "broken",
			files: map[string]string{"compose.yaml": "services:\n  a: [\n", "docker-compose.yml": "services:\n  a: {build: .}\n  b: {build: {context: [1]}}\n", "docker-bake.json": "{\n\"target\": 1}", "docker-bake.hcl": "target \"a\" { dockerfile = \"x"},
			want:  []string{"docker-compose.yml:2 context=. dockerfile=Dockerfile", "docker-bake.hcl:1 context=. dockerfile=x"},
			unknowns: []string{
				"What docker-bake.json:2 builds is not known: target cannot be of the kind number.", "What docker-bake.hcl:1 builds is not known: the block is not closed.", "What compose.yaml:2 builds is not known: did not find expected node content.",
				"What docker-compose.yml:3 builds is not known: a list is not what compose takes there.",
			},
		},
		{
			name: "an include with a directory of its own",
			files: map[string]string{
				"compose.yaml":  "include:\n  - path: sub/a.yaml\n    project_directory: .\n  - sub/b.yaml\n  - path: sub/c.yaml\n    project_directory: ${DIR}\n",
				"sub/a.yaml":    "services:\n  a: {build: {context: ., dockerfile: a.df}}\ninclude: [deep/d.yaml]\n",
				"sub/b.yaml":    "services:\n  b: {build: {context: ., dockerfile: b.df}}\n",
				"sub/c.yaml":    "services:\n  c: {build: .}\n",
				"deep/d.yaml":   "services:\n  d: {build: {context: .., dockerfile: d.df}}\n",
				"sub/none.yaml": "services:\n  e: {build: .}\n",
			},
			want: []string{
				"sub/a.yaml:2 context=. dockerfile=a.df", "sub/b.yaml:2 context=sub dockerfile=sub/b.df", "deep/d.yaml:2 context=. dockerfile=d.df",
			},
			unknowns: []string{"What compose.yaml:5 includes is not known."},
		},
		{
			name: "arguments and named contexts of bake",
			files: map[string]string{
				"docker-bake.hcl": `target "base" {
  args = { A = "1", B = "2" }
  contexts = { root = "./", alpine = "docker-image://alpine", lib = "lib" }
}
target "a" {
  inherits = ["base"]
  args = {
    B: "3"
    "C" = "x${A}"
    D = upper("d")
  }
  context = "api"
  dockerfile = "../a.df"
}
target "b" {
  contexts = { root = ROOT }
}
`,
				"docker-bake.json": `{"target": {"c": {"context": "api", "args": {"N": 1, "S": "s"}, "contexts": {"src": "."}}, "d": {"context": "api"}}}`,
			},
			want: []string{
				"target c of docker-bake.json context=api dockerfile=api/Dockerfile S=s with src=. ?",
				" context=. dockerfile=Dockerfile A=1 B=2 with alpine=docker-image://alpine with lib=lib with root=.",
				"docker-bake.hcl:13 context=api dockerfile=a.df A=1 B=3 with alpine=docker-image://alpine with lib=lib with root=. ?",
				" context=. dockerfile=Dockerfile",
			},
			unknowns: []string{"Which named contexts docker-bake.hcl:16 has is not known."},
		},
		{
			name: "bake in JSON",
			files: map[string]string{"docker-bake.json": `{"group": {"default": {"targets": ["a"]}}, "target": {
				"a": {"dockerfile": "a.df", "args": {"X": null}}, "b": {"context": "api"}, "c": {"inherits": ["a"], "context": "."},
				"d": {"dockerfile": "${X}"}, "e": {"dockerfile-inline": "FROM x\n"}}}`},
			want: []string{
				"target a of docker-bake.json context=. dockerfile=a.df", "target a of docker-bake.json context=. dockerfile=a.df",
				`target e of docker-bake.json context=. dockerfile= inline="FROM x\n"`,
			},
			unknowns: []string{"Which Dockerfile target d of docker-bake.json builds is not known."},
		},
		{
			name: "bake in HCL",
			files: map[string]string{"docker-bake.hcl": `
# target "no" { dockerfile = "no1" }
/* target "no" { dockerfile = "no2" } */
variable "D" { default = "target \"no\" { dockerfile = \"no3\" }" }
group "default" { targets = ["a"] }
target "a" {
  dockerfile = "a.df" // not "b"
  args = {
    dockerfile = "no4"
    X = "${D}}"
  }
  tags = ["x", "y${"}"}"]
}
target "b" {
  inherits = ["a"]
  context  = "./"
}
target "c" { context = "api" }
target "d" { dockerfile = "docker/${D}.df" }
target "e" { context = D }
target "f" {
  dockerfile-inline = <<-EOT
    FROM scratch
    COPY f /
  EOT
}
target "g" { dockerfile = D == "x" ? "y" : "z" }
`, "docker-bake.override.hcl": "target \"a\" { dockerfile = \"over.df\" }\n"},
			want: []string{
				"docker-bake.hcl:7 context=. dockerfile=a.df dockerfile=no4", "docker-bake.override.hcl:1 context=. dockerfile=over.df dockerfile=no4",
				"docker-bake.hcl:7 context=. dockerfile=a.df dockerfile=no4", "docker-bake.override.hcl:1 context=. dockerfile=over.df dockerfile=no4",
				"docker-bake.hcl:20 context= dockerfile=Dockerfile ?",
				`docker-bake.hcl:23 context=. dockerfile= inline="` + strings.Repeat(`\n`, 22) + `FROM scratch\nCOPY f /\n"`,
			},
			unknowns: []string{
				"Which Dockerfile docker-bake.hcl:19 builds is not known.", "Which build context docker-bake.hcl:20 has is not known.",
				"Which Dockerfile docker-bake.hcl:27 builds is not known.",
			},
		},
		{
			name:  "other names",
			files: map[string]string{"composer.yaml": "services: {a: {build: .}}", "my-compose.yaml": "services: {a: {build: .}}", "compose.prod.yaml": "services: {a: {build: .}}", "bake.hcl": "target \"a\" { dockerfile = \"x\" }"},
			want:  []string{"compose.prod.yaml:1 context=. dockerfile=Dockerfile"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, unknowns := builds(t, c.files)
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("builds (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(c.unknowns, unknowns); diff != "" {
				t.Errorf("unknowns (-want +got):\n%s", diff)
			}
		})
	}
}

// Whatever the files hold, reading them comes to an end, and a target that
// stands on its own is found behind it.
func TestAnyHCL(t *testing.T) {
	piece := rapid.SampledFrom([]string{
		"target", `"a"`, `"`, "{", "}", "[", "]", "${", "%{", "<<EOT\n", "EOT\n", "#", "//", "/*", "*/", "\n", "=", "context", "dockerfile", "inherits", `\`, "é", "\x00", ",",
	})
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOf(piece).Draw(t, "text"), " ")
		tokens := hclTokens(text)
		d := newDescriptions("/")
		d.readHCL("docker-bake.hcl", []byte(text))
		d.bakeBuilds()
		if len(tokens) > len(text) {
			t.Fatalf("%d tokens in %d bytes", len(tokens), len(text))
		}
	})
}

// Whatever a compose file holds, it is read or said to be unknown.
func TestAnyCompose(t *testing.T) {
	piece := rapid.SampledFrom([]string{
		"services:\n", "  a:\n", "    build:", " *x", " &x", " {", "}", " [", "]", ",", "\n", "      context: ", "      args:\n", "      <<: *x\n", ".", "$", "${A", ":-", "}",
		"include:\n", "  - ", "extends: ", "file: ", "dockerfile_inline: |\n", "\t", "---\n", "!reset ", "null", "? ", "\x00", "'", `"`, "# x\n",
	})
	rapid.Check(t, func(t *rapid.T) {
		text := "services:\n  z: {build: .}\n---\n" + strings.Join(rapid.SliceOf(piece).Draw(t, "text"), "")
		d := newDescriptions("/")
		d.readCompose(queued{"compose.yaml", "."}, []byte(text))
		d.composeBuilds()
		found := len(d.builds) > 0 && d.builds[0].Where == "compose.yaml:2"
		if !found && len(d.unknowns) == 0 {
			t.Fatalf("builds %v: the first is lost without a word", d.builds)
		}
	})
}
