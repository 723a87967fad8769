package project

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// described checks what files describe, and what is said to be unknown.
func described(t *testing.T, files map[string]string, want, unknowns []string) {
	t.Helper()
	got, said := builds(t, files)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("builds (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(unknowns, said); diff != "" {
		t.Errorf("unknowns (-want +got):\n%s", diff)
	}
}

// A file that is put on another one gives a build that neither of them has
// alone.
func TestOverrides(t *testing.T) {
	for _, c := range []struct {
		name  string
		files map[string]string
		want  []string
	}{
		{
			"the override that compose reads of itself",
			map[string]string{
				"compose.yaml":          "services:\n  a: {build: {context: api, dockerfile: a.df, args: {A: 1, B: 1}}}\n  b: {build: .}\n",
				"compose.override.yaml": "services:\n  a: {build: {context: ., args: [B=2]}}\n",
			},
			[]string{
				"compose.override.yaml:2 context=. dockerfile=Dockerfile B=2", "compose.yaml:2 context=api dockerfile=api/a.df A=1 B=1",
				"compose.yaml:3 context=. dockerfile=Dockerfile", "compose.override.yaml:2 context=. dockerfile=a.df A=1 B=2",
			},
		},
		{
			"one that is named, a directory alone",
			map[string]string{
				"docker-compose.yml":      "services:\n  a: {build: {dockerfile: a.df, additional_contexts: {lib: ./lib}}}\n",
				"docker-compose.prod.yml": "services:\n  a: {build: web}\n",
			},
			[]string{
				"docker-compose.prod.yml:2 context=web dockerfile=web/Dockerfile", "docker-compose.yml:2 context=. dockerfile=a.df with lib=lib",
				"docker-compose.prod.yml:2 context=web dockerfile=web/a.df with lib=lib",
			},
		},
		{
			"tags",
			map[string]string{
				"compose.yaml":          "services:\n  a: {build: {context: api, dockerfile: a.df, args: {A: 1}}}\n  b: {build: {context: api, dockerfile: b.df}}\n",
				"compose.override.yaml": "services:\n  a: {build: !override {args: {B: 2}}}\n  b: {build: {dockerfile: !reset null, args: {B: }}}\n",
			},
			[]string{
				"compose.override.yaml:2 context=. dockerfile=Dockerfile B=2", "compose.override.yaml:3 context=. dockerfile=Dockerfile",
				"compose.yaml:2 context=api dockerfile=api/a.df A=1", "compose.yaml:3 context=api dockerfile=api/b.df",
				"compose.override.yaml:2 context=. dockerfile=Dockerfile B=2", "compose.override.yaml:3 context=api dockerfile=api/Dockerfile",
			},
		},
		{
			"documents of a file",
			map[string]string{"compose.yaml": "services:\n  a: {build: {dockerfile: a.df}}\n---\nservices:\n  a: {build: api}\n"},
			[]string{"compose.yaml:5 context=api dockerfile=api/a.df"},
		},
		{
			"what a service extends",
			map[string]string{
				"compose.yaml": "services:\n  a: {build: {dockerfile: a.df, args: {A: 1}}}\n  b: {extends: a, build: {args: {B: 2}}}\n  c: {extends: {file: sub/c.yaml, service: c}, build: {dockerfile: c.df}}\n  d: {extends: d, build: .}\n",
				"sub/c.yaml":   "services: {c: {build: {context: ., additional_contexts: {up: ..}}}}\n",
			},
			[]string{
				"compose.yaml:2 context=. dockerfile=a.df A=1", "compose.yaml:3 context=. dockerfile=a.df A=1 B=2",
				"compose.yaml:4 context=sub dockerfile=sub/c.df with up=.", "compose.yaml:5 context=. dockerfile=Dockerfile",
				"sub/c.yaml:1 context=sub dockerfile=sub/Dockerfile with up=.",
			},
		},
		{
			"an include under an override",
			map[string]string{
				"compose.yaml":          "include: [sub/c.yaml]\nservices: {}\n",
				"compose.override.yaml": "services: {c: {build: {args: {A: 1}}}}\n",
				"sub/c.yaml":            "services: {c: {build: ..}}\n",
			},
			[]string{
				"compose.override.yaml:1 context=. dockerfile=Dockerfile A=1", "sub/c.yaml:1 context=. dockerfile=Dockerfile",
				"compose.override.yaml:1 context=. dockerfile=Dockerfile A=1",
			},
		},
		{
			"numbers, and what bake reads",
			map[string]string{"compose.yaml": "services:\n  a: {build: {args: {V: 3.10, W: '3.10', X: 0x10, Y: null}, x-bake: {contexts: {r: .}}}}\n"},
			[]string{
				"compose.yaml:2 context=. dockerfile=Dockerfile V=3.1 W=3.10 X=16", "compose.yaml:2 context=. dockerfile=Dockerfile V=3.1 W=3.10 X=16 with r=.",
			},
		},
	} {
		t.Run(c.name, func(t *testing.T) { described(t, c.files, c.want, nil) })
	}
}

// What comes from where it is not known is said.
func TestExtendsUnknown(t *testing.T) {
	described(t, map[string]string{"compose.yaml": "services:\n  a:\n    extends: {service: $X}\n    build: {dockerfile: a.df}\n  b:\n    build: {context: https://example.com/x.git, additional_contexts: {r: .}}\n"},
		[]string{"compose.yaml:4 context=. dockerfile=a.df ?", "compose.yaml:6 context=.. dockerfile= with r=."},
		[]string{"What compose.yaml:3 extends is not known: $X.", "What compose.yaml:6 needs is not known: its Dockerfile lies outside the build context."})
	described(t, map[string]string{"compose.yaml": "services:\n  a: {build: api}\n  b: {extends: a, build: {dockerfile: b.df}}\n---\nservices:\n  a: {build: web}\n"},
		[]string{"compose.yaml:6 context=web dockerfile=web/Dockerfile", "compose.yaml:3 context=web dockerfile=web/b.df"},
		[]string{`What compose.yaml:3 extends is not known: several documents say what "a" is.`})
}
