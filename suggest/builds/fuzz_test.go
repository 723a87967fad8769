package builds

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/buildctx/buildctx/context/needs"
	"github.com/buildctx/buildctx/ignore"
)

// manifests are files of all sorts that are read for what they say.
var manifests = []string{
	"package.json", "web/package.json", "pnpm-workspace.yaml", "requirements.txt", "pyproject.toml", "setup.py", "Pipfile", "composer.json", "Gemfile", "go.mod", "go.work",
	"main.go", "assets/embed.go", "Cargo.toml", "src/main.rs", "build.rs", "pom.xml", "build.gradle", "settings.gradle.kts", "app.csproj", "nuget.config", "mix.exs", "Makefile", "CMakeLists.txt",
	"Taskfile.yml", "justfile", "MANIFEST.in", "scripts/run.sh", "app.py", "shop/wsgi.py", "server.js", "vite.config.ts", "config.yaml", "supervisord.conf", "Procfile", ".npmrc", "docker-entrypoint.sh",
	"data/x.csv", "assets/logo.png", "node_modules/a/index.js", "dist/app.js", "target/app.jar", ".env", "models/net.onnx", "web/node_modules/b.js", "vendor/modules.txt", "link -> data",
}

// Whatever files and instructions say: answers are the same in whatever order the questions come, the same where it was
// said beforehand what would be asked for, and lead to files that are there.
func FuzzFiles(f *testing.F) {
	for _, seed := range []struct{ text, run string }{
		{`{"scripts": {"build": "npm run -w web x && node server"}, "workspaces": ["*"], "dependencies": {"a": "file:dist/a.tgz"}}`, "npm ci && npm run build"},
		{"package main\nimport _ \"embed\"\n//go:embed all:data \"logo.png\" `*`\nvar x = 1\n", "go build ./... && ./scripts/run.sh $A/${B}"},
		{"include_dir!(\"data\"); #[derive(RustEmbed)]\n", "cargo build --release"},
		{"-r more.txt\n-e .\n./dist/x.whl\nimport shop.wsgi\nfrom . import app\n", "pip install -r requirements.txt && python -m shop"},
		{"#!/bin/sh\ngit describe --tags\nexec ./target/*.jar --x=${HOME}/models/$(NAME).onnx\nrm data\n", "cd web; make VERSION=$(git rev-parse HEAD) -C ../assets"},
		{"load(x).env\nfile: '//data/*.csv'\n\\\\data\\x {{.env}} ${{a}} $[", "cp -r data/* /x/ -o y; find . -delete"},
	} {
		f.Add([]byte(seed.text), seed.run, uint8(0))
		f.Add([]byte(seed.text), seed.run, uint8(7))
	}
	f.Fuzz(func(t *testing.T, text []byte, run string, which uint8) {
		dockerfile := "FROM node AS a\nWORKDIR /app\nCOPY . .\nRUN <<EOT sh\n" + strings.ReplaceAll(run, "EOT", "") + "\nEOT\nFROM scratch\nCOPY --from=a /app/dist /d\nCMD [\"./docker-entrypoint.sh\"]\n"
		set, err := needs.Analyze([]byte(dockerfile), needs.Options{AllStages: true})
		if err != nil || len(set.Problems) > 0 {
			return
		}
		p := place{files: manifests, heads: map[string]string{}, dockerfiles: []string{dockerfile}}
		for k, name := range manifests {
			if which == 0 || k%8 == int(which%8) {
				p.heads[name] = string(text)
			}
		}
		in := p.input(t)
		forward, backward, asked := New(in), New(in), New(in)
		names := make(map[string]bool)
		var entries []uint32
		for i := uint32(1); i < uint32(in.Tree.Len()); i++ {
			entries = append(entries, i)
			for at := i; at != 0; at = in.Tree.Parent(at) {
				names[in.Tree.Name(at)] = true
			}
		}
		asked.Ask(names)
		want := make([]answers, len(entries))
		for k, i := range entries {
			want[k] = ask(forward, i)
			want[k].lead(t, in)
		}
		for k, i := range slices.Backward(entries) {
			if got := ask(backward, i); !reflect.DeepEqual(got, want[k]) {
				t.Fatalf("%s asked for last and first:\n%s", in.Tree.Path(i), cmp.Diff(got, want[k]))
			}
			if got := ask(asked, i); !reflect.DeepEqual(got, want[k]) {
				t.Fatalf("%s with and without what is asked for:\n%s", in.Tree.Path(i), cmp.Diff(got, want[k]))
			}
		}
		m := ignore.Parse("f", nil).Matcher(ignore.BuildKit)
		c := Changes{Set: set, Now: m, Proposed: m, Dockerfile: "Dockerfile", Commits: slices.Repeat([][]string{{"app.py"}, {"data/x.csv"}}, 6)}
		for _, s := range LayerCache(in, c) {
			if s.Proposed < s.Now || s.Needed > s.Now || s.Now > len(c.Commits) || s.Line < 1 {
				t.Fatalf("%+v", s)
			}
		}
		for _, e := range EarlyCopies(in, set) {
			if e.Line != 4 || len(e.Manifests) == 0 {
				t.Fatalf("%+v", e)
			}
		}
	})
}

// answers are what is known of an entry.
type answers struct {
	Texts    []string
	Embedded string
	Started  string
	From     string
	Sure     bool
	Far      Reach
	Tools    []bool
}

func ask(r *Builds, i uint32) answers {
	var a answers
	a.Far, a.Texts = r.Reach(i)
	a.Embedded, a.Sure = r.EmbeddedBy(i)
	a.Started, a.From = r.StartedBy(i), r.InstalledFrom(i)
	a.Texts = append(a.Texts, r.Names(i), r.Holds(i), r.Fate(i), r.ReadBy(i, 0), r.ReadBy(i, 2), r.AsksGit(), r.UsedBy(i), r.RunBy(i), r.PackedIn(i), r.Linked(i, func(string) bool { return true }))
	for _, tool := range []string{"npm", "cargo"} {
		a.Tools = append(a.Tools, r.Rebuilt(tool, i), r.Refetched(tool, i), r.Refilled(tool, i), r.BuildsWith(tool))
		a.Texts = append(a.Texts, r.FetchedBy(tool, i))
	}
	a.Tools = append(a.Tools, r.Taken(i))
	return a
}

// lead holds that what is said to name something is there.
func (a answers) lead(t *testing.T, in Input) {
	t.Helper()
	files := []string{a.Embedded, a.Started, a.From}
	for _, text := range a.Texts {
		if file, ok := strings.CutSuffix(text, " names it"); ok {
			files = append(files, file)
		}
		if file, ok := strings.CutSuffix(text, " loads it"); ok {
			files = append(files, file)
		}
	}
	for _, file := range files {
		if i, ok := in.Tree.Lookup(file); file != "" && (!ok || in.Tree.IsDir(i)) {
			t.Fatalf("%q is said to name something", fmt.Sprint(file))
		}
	}
}
