//go:build linux

package handed

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/needs"
	"github.com/buildctx/buildctx/context/predict"
	"github.com/buildctx/buildctx/context/scan"
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/suggest"
	"github.com/buildctx/buildctx/suggest/builds"
)

// pieces are what build contexts are made of: a path, with the size that the program is told, or a link. What no build
// needs lies beside sources.
var pieces = []string{
	"main.go", "go.mod", "package.json", "src/index.js", "src/util/a.js", "web/package.json", "web/src/app.ts",
	"public/index.html", "conf/app.yml", "conf/nginx/site.conf", "py/app.py", "requirements.txt", "README.md",
	"docs/guide/a.md", "scripts/run.sh", "data/README.md", "web/public/logo.svg", "models/labels.txt", "Makefile",
	"lib/models/net.py", "node_modules/a/index.js 2M", "node_modules/.bin/a", "web/node_modules/b/index.js 2M",
	".git/HEAD", ".git/objects/pack/x 3M", "dist/app.js 2M", "dist/assets/a.css", "web/dist/app.js 2M",
	"a.log 50k", "logs/b.log 2M", "web/debug.log 50k", "models/a.onnx 30M", "models/b.onnx 30M",
	"web/models/c.onnx 150M", "data/a.parquet 20M", "data/train/b.csv 20M", "data/c.csv 150M", ".env", "web/.env",
	"py/__pycache__/app.pyc", "lib/__pycache__/net.pyc", ".venv/pyvenv.cfg", ".venv/lib/x.py 4M", ".DS_Store",
	"web/.DS_Store", "coverage/lcov.info 2M", "id_rsa", ".idea/workspace.xml", "web/.next/cache/x 2M",
	"backup.sql 20M", "app.zip 20M", "video.mp4 20M", "target/CACHEDIR.TAG", "target/debug/x 5M", "tmp/x 2M",
	"vendor/modules.txt", "vendor/m/m.go 2M", ".pytest_cache/x", "conf/local.log 50k", "current -> dist",
	"weights -> models", "web/shared -> ../src", "latest.log -> a.log", "src/data -> ../data",
	"public/modules -> ../node_modules", "models/latest.onnx -> a.onnx", "conf/env -> ../.env", "all -> .",
}

var rules = []string{
	"node_modules", "*.log", "**/*.log", "dist", "!dist/app.js", "web", "!web/package.json", "*", "!src",
	"!package.json", "!models", "!web", "data/*", "!data/a.parquet", ".git", "**/node_modules", "docs", "*.md",
	"!README.md", "models/*.onnx", "!models/a.onnx", "**/.env", "!web/.env",
}

// firstLitter is where what git may ignore begins.
const firstLitter = "node_modules/a/index.js 2M"

// A build is a build in which stages hand on what they have.
type build struct {
	pieces, ignore, dockerfile []string
	count                      int // of the stages
	git                        bool
	ignored                    []string // by git
}

func (b build) text() string { return strings.Join(b.dockerfile, "\n") + "\n" }

func (b build) String() string {
	return fmt.Sprintf("--- Dockerfile\n%s--- .dockerignore\n%s\n--- tree\n%s\n--- git: %v, ignored %q",
		b.text(), strings.Join(b.ignore, "\n"), strings.Join(b.pieces, "\n"), b.git, b.ignored)
}

// smaller are the builds that lack one thing.
func (b build) smaller() (out []build) {
	for _, list := range []func(*build) *[]string{
		func(b *build) *[]string { return &b.dockerfile }, func(b *build) *[]string { return &b.pieces },
		func(b *build) *[]string { return &b.ignore }, func(b *build) *[]string { return &b.ignored },
	} {
		for k, gone := range *list(&b) {
			less := b
			if *list(&less) = slices.Delete(slices.Clone(*list(&b)), k, k+1); !strings.HasPrefix(gone, "FROM ") {
				out = append(out, less)
			}
		}
	}
	return out
}

// make makes the tree on disk. What is in a file is its path.
func (b build) make(t *testing.T, root string) {
	t.Helper()
	if err := os.Mkdir(root, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, e := range b.entries() {
		name := filepath.Join(root, e.Path)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if e.Target != "" {
			if err := os.Symlink(e.Target, name); err != nil {
				t.Fatal(err)
			}
			continue
		}
		if err := os.WriteFile(name, []byte(e.Path), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// entries are the tree as the program is told of it.
func (b build) entries() (out []scan.Entry) {
	for _, p := range b.pieces {
		name, rest, _ := strings.Cut(p, " ")
		e := scan.Entry{Path: name, Mode: 0o644, Size: 100}
		if target, link := strings.CutPrefix(rest, "-> "); link {
			e.Mode, e.Target, e.Size = fs.ModeSymlink|0o777, target, 0
		} else if rest != "" {
			n, err := strconv.ParseInt(rest[:len(rest)-1], 10, 64)
			if err != nil {
				panic(err)
			}
			e.Size = n * map[byte]int64{'k': 1e3, 'M': 1e6}[rest[len(rest)-1]]
		}
		out = append(out, e)
	}
	return out
}

// input is the build as the program sees it.
func (b build) input(t *testing.T) (in suggest.Case, ok bool) {
	t.Helper()
	list, err := scan.FromEntries("/project", b.entries())
	if err != nil {
		t.Fatal(err)
	}
	set, err := needs.Analyze([]byte(b.text()), needs.Options{AllStages: true})
	if err != nil || len(set.Problems) > 0 {
		return in, false
	}
	in = suggest.NewCase(predict.New(predict.Build{
		Tree: buildcontext.New(list), Dockerfile: "Dockerfile", Needs: set,
		Ignore: ignore.Parse(".dockerignore", []byte(strings.Join(b.ignore, "\n"))), IgnorePath: ".dockerignore",
	}), []builds.Need{{Dockerfile: "Dockerfile", Set: set}}, head)
	in.FilePath = ".dockerignore"
	if b.git {
		in.Git = b
	}
	return in, true
}

// head is what the program reads of a file.
func head(name string, n int) []byte {
	text := "nothing of interest\n"
	switch path.Base(name) {
	case "package.json":
		text = `{"name": "app", "scripts": {"build": "vite build"}, "devDependencies": {"vite": "5"}}`
	case "go.mod":
		text = "module example.com/app\n"
	case "CACHEDIR.TAG":
		text = "Signature: 8a477f597d28d172789f06886806bc55\n"
	}
	return []byte(text[:min(n, len(text))])
}

// Tracked and Ignored answer as git would.
func (b build) Tracked(name string) bool {
	return slices.ContainsFunc(b.pieces, func(p string) bool {
		file, _, _ := strings.Cut(p, " ")
		return !slices.Contains(b.ignored, file) && (file == name || strings.HasPrefix(file, name+"/"))
	})
}

func (b build) Ignored(paths []string) map[string]bool {
	out := make(map[string]bool)
	for _, p := range paths {
		out[p] = !b.Tracked(p)
	}
	return out
}
