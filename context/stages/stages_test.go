package stages_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/needs"
	"github.com/buildctx/buildctx/context/scan"
	"github.com/buildctx/buildctx/context/stages"
)

func tree(t testing.TB, files ...string) *buildcontext.Tree {
	var entries []scan.Entry
	for _, f := range files {
		entries = append(entries, scan.Entry{Path: f, Mode: 0o644, Size: 1})
	}
	list, err := scan.FromEntries("/project", entries)
	if err != nil {
		t.Fatal(err)
	}
	return buildcontext.New(list)
}

// handed is what each COPY --from and mount of a Dockerfile comes from: the
// paths of the build context, "*" for all that an instruction takes, and what
// else it may come from.
func handed(t testing.TB, dockerfile string, files ...string) []string {
	set, err := needs.Analyze([]byte(dockerfile), needs.Options{AllStages: true})
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, h := range stages.New(tree(t, files...), set).Handed() {
		line := fmt.Sprintf("%d:", h.Line)
		for _, o := range h.Origins {
			if o.Path == "" {
				line += " *"
			} else {
				line += " " + o.Path
			}
		}
		for _, c := range h.Commands {
			line += fmt.Sprintf(" run:%d", c.Line)
		}
		if h.Image {
			line += " image"
		}
		out = append(out, line)
	}
	return out
}

// Paths that later stages name are followed back through any number of stages.
func TestHanded(t *testing.T) {
	files := []string{"models/a.onnx", "models/b.txt", "src/main.go", "public/i.html", "go.mod", "web/dist/x.js", "conf/app.yml", "pack.tar.gz"}
	for _, test := range []struct {
		name, dockerfile string
		want             []string
	}{
		{"a directory below that of COPY", "FROM scratch AS b\nWORKDIR /app\nCOPY . .\nFROM scratch\nCOPY --from=b /app/models /m\n", []string{"5: models"}},
		{"a wildcard", "FROM scratch AS b\nCOPY . /app\nFROM scratch\nCOPY --from=b /app/models/*.onnx /app/*/i.html /m/\n", []string{"4: models/*.onnx", "4: */i.html"}},
		{"all of it names nothing", "FROM scratch AS b\nCOPY . /app\nFROM scratch\nCOPY --from=b /app /a\nCOPY --from=b / /b\n", []string{"4: *", "5: *"}},
		{"elsewhere", "FROM scratch AS b\nCOPY . /app\nFROM scratch\nCOPY --from=b /opt/models /m\n", []string{"4:"}},
		{"through a stage that goes on", "FROM scratch AS a\nCOPY . /app\nFROM a AS b\nRUN true\nFROM scratch\nCOPY --from=b /app/public /p\n", []string{"6: public run:4"}},
		{"through two copies", "FROM scratch AS a\nCOPY . /app\nFROM scratch AS b\nCOPY --from=a /app/models /m\nFROM scratch\nCOPY --from=b /m/a.onnx /\n", []string{"4: models", "6: models/a.onnx"}},
		{"a source of its own", "FROM scratch AS a\nCOPY models src /x/\nFROM scratch\nCOPY --from=a /x/a.onnx /x/main.go /y/\n", []string{"4: models/a.onnx", "4: src/main.go"}},
		{"a file under another name", "FROM scratch AS a\nCOPY conf/app.yml /etc/app.yml\nFROM scratch\nCOPY --from=a /etc/app.yml /\nCOPY --from=a /etc /e\n", []string{"4: conf/app.yml", "5: conf/app.yml"}},
		{"a file in a directory", "FROM scratch AS a\nCOPY go.mod *.yml web/*/x.js /etc/\nFROM scratch\nCOPY --from=a /etc/go.mod /etc/x.js /\n", []string{"4: go.mod", "4: web/*/x.js"}},
		{"parents", "FROM scratch AS a\nCOPY --parents web/dist ./conf/./app.yml /x/\nFROM scratch\nCOPY --from=a /x/web/dist/x.js /x/app.yml /\n", []string{"4: web/dist/x.js", "4: conf/app.yml"}},
		{"parents and wildcards", "FROM scratch AS a\nCOPY --parents * */dist /x/\nFROM scratch\nCOPY --from=a /x/go.mod /x/models/a.onnx /x/web/dist/x.js /x/web /\n", []string{
			"4: go.mod", "4: models/a.onnx", "4: web/dist/x.js web/dist/x.js", "4: web web/dist",
		}},
		{"excluded", "FROM scratch AS a\nCOPY --exclude=models . /x/\nFROM scratch\nCOPY --from=a /x/models /x/src /\n", []string{"4:", "4: src"}},
		{"an unknown working directory", "FROM golang AS a\nCOPY . .\nFROM scratch\nCOPY --from=a /go/models /\n", []string{"4: models * image"}},
		{"a mount", "FROM scratch AS a\nCOPY . /x\nFROM alpine\nRUN --mount=type=bind,from=a,source=/x/src,target=/s true\n", []string{"4: src"}},
		{"a mount leaves nothing behind", "FROM alpine AS a\nRUN --mount=type=bind,target=/x cp -r /x /y\nFROM scratch\nCOPY --from=a /x/src /\n", []string{"4: run:2 image"}},
		{"an image", "FROM scratch\nCOPY --from=busybox /bin/sh /\n", nil},
		{"a stage by its number", "FROM scratch\nCOPY src /s\nFROM scratch\nCOPY --from=0 /s/main.go /\n", []string{"4: src/main.go"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, handed(t, test.dockerfile, files...)); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// What a command is said to copy is followed, also out of its mounts.
func TestFollow(t *testing.T) {
	for _, test := range []struct {
		name, dockerfile, from, to string
		want                       []string
	}{
		{"a directory", "FROM scratch AS b\nCOPY . /s\nRUN x\nFROM scratch\nCOPY --from=b /o/models/a.onnx /\n", "/s", "/o", []string{"models/a.onnx"}},
		{"into one that is there", "FROM scratch AS b\nCOPY . /s\nRUN x\nFROM scratch\nCOPY --from=b /o/models/a.onnx /\n", "/s/models", "/o", []string{"models/models/a.onnx", "models/a.onnx"}},
		{"a pattern", "FROM scratch AS b\nCOPY . /s\nRUN x\nFROM scratch\nCOPY --from=b /o/a.onnx /\n", "/s/models/*", "/o", []string{"models/*/a.onnx", "models/a.onnx"}},
		{"a mount", "FROM scratch AS b\nRUN --mount=source=models,target=/m x\nFROM scratch\nCOPY --from=b /o/a.onnx /\n", "/m", "/o", []string{"models/a.onnx"}},
		{"a mount of a stage", "FROM scratch AS a\nCOPY models /x\nFROM scratch AS b\nRUN --mount=from=a,source=/x,target=/m x\nFROM scratch\nCOPY --from=b /o/a.onnx /\n", "/m", "/o", []string{"models/a.onnx"}},
		{"into itself", "FROM scratch AS b\nCOPY . /s\nRUN x\nFROM scratch\nCOPY --from=b /s/models/a.onnx /\n", "/s/s", "/s", []string{"models/a.onnx", "s/models/a.onnx"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			set, err := needs.Analyze([]byte(test.dockerfile), needs.Options{AllStages: true})
			if err != nil {
				t.Fatal(err)
			}
			s := stages.New(tree(t, "models/a.onnx", "models/models/a.onnx"), set)
			s.Follow(func(*needs.Command) []stages.Move { return []stages.Move{{From: test.from, To: test.to}} })
			var got []string
			all := s.Handed()
			for _, o := range all[len(all)-1].Origins {
				got = append(got, o.Path)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// A Dockerfile in which each stage takes twice from the one before is followed
// to its end all the same.
func TestManyStages(t *testing.T) {
	text := "FROM scratch AS s0\nCOPY . /a\n"
	for n := range 60 {
		text += fmt.Sprintf("FROM scratch AS s%d\nCOPY --from=s%d /a /a\nCOPY --from=s%d /a/x /a/x\n", n+1, n, n)
	}
	text += "FROM scratch\nCOPY --from=s60 /a/x/y /\n"
	got := handed(t, text, "x/y/z")
	if want := "184: x/y * x/y"; !slices.Contains(got, "184: x/y") {
		t.Errorf("got %q, want %q", got[len(got)-1], want)
	}
}
