package suggest

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/buildctx/buildctx/context/predict"
	"github.com/buildctx/buildctx/ignore"
)

// under has another builder build it.
func (in Case) under(b ignore.Builder) Case {
	in.Prediction = predict.New(predict.Build{Tree: in.Tree, Builder: b, Ignore: in.Ignore})
	return in
}

func numbered(format string, n int) []string {
	var out []string
	for i := range n {
		out = append(out, fmt.Sprintf(format, i))
	}
	return out
}

func TestAllow(t *testing.T) {
	tests := []struct {
		name  string
		place place
		want  string
	}{
		{
			"a directory and files",
			place{
				files:       []string{"go.mod", "main.go", "cmd/a.go", "cmd/b.go", "docs/x.md", "data/a.csv 5M"},
				dockerfiles: []string{"FROM golang\nCOPY go.mod *.go ./\nCOPY cmd cmd\n"},
			},
			"# allowlist: what is not listed is excluded\n*\n!cmd\n!go.mod\n!main.go\n",
		},
		{
			"junk in a directory, of one and of several",
			place{
				files:       []string{"web/package.json", "web/a.js", "web/.env", "api/.env", "api/x.js", "web/coverage/lcov.info 2M", ".env"},
				dockerfiles: []string{"FROM node\nCOPY web /web\nCOPY api /api\n"},
			},
			"# allowlist: what is not listed is excluded\n*\n!api\n!web\nweb/coverage\n**/.env\n",
		},
		{
			"everything: what is there today",
			place{
				files: []string{"main.go", "cmd/a.go", ".git/HEAD", ".git/objects/x 2M", "Dockerfile"}, tracked: []string{"main.go", "cmd"},
				dockerfiles: []string{"FROM golang\nCOPY . .\nRUN go build\n"},
			},
			"# allowlist: what is not listed is excluded\n*\n!Dockerfile\n!cmd\n!main.go\n",
		},
		{
			"no secret that only COPY . takes, be it tracked",
			place{
				files: []string{"main.go", "id_rsa", "etc/server.key", "etc/x"}, tracked: []string{"main.go", "id_rsa", "etc"},
				dockerfiles: []string{"FROM golang\nCOPY . .\n"},
			},
			"# allowlist: what is not listed is excluded\n*\n!etc\n!main.go\n# not verified: needed if the build reads it\netc/server.key\n",
		},
		{
			"a secret that COPY names",
			place{
				files: []string{"main.go", "id_rsa", "other/id_rsa", "other/x"}, tracked: []string{"main.go", "id_rsa", "other"},
				dockerfiles: []string{"FROM golang\nCOPY . .\nCOPY id_rsa /root/.ssh/\n"},
			},
			"# allowlist: what is not listed is excluded\n*\n!id_rsa\n!main.go\n!other\n# not verified: needed if the build reads it\nother/id_rsa\n",
		},
		{
			"the union of all Dockerfiles and stages",
			place{
				files:       []string{"a/x", "b/x", "c/x", "d/x"},
				dockerfiles: []string{"FROM scratch AS one\nCOPY a /\nFROM scratch\nCOPY b /\n", "FROM busybox\nRUN --mount=type=bind,source=c,target=/c ls\n"},
			},
			"# allowlist: what is not listed is excluded\n*\n!a\n!b\n!c\n",
		},
		{
			"nothing is needed",
			place{files: []string{"a"}, dockerfiles: []string{"FROM scratch\n"}},
			"# allowlist: what is not listed is excluded\n*\n",
		},
		{
			"many files: their directory",
			place{
				files:       append(numbered("locales/%02d.json", 45), "locales/README.md", "x"),
				dockerfiles: []string{"FROM scratch\nCOPY locales/*.json /\n"},
			},
			"# allowlist: what is not listed is excluded\n*\n!locales\n",
		},
		{
			"unless something was kept out of it",
			place{
				files:       append(numbered("locales/%02d.json", 2), "locales/README.md", "locales/key"),
				ignore:      "locales/*\n!locales/*.json\n",
				dockerfiles: []string{"FROM scratch\nCOPY locales /\n"},
			},
			"# allowlist: what is not listed is excluded\n*\n!locales/00.json\n!locales/01.json\n",
		},
		{
			"a link and what it leads to",
			place{files: []string{"link -> real", "real/a", "real/b", "other"}, dockerfiles: []string{"FROM scratch\nCOPY link/a /\n"}},
			"# allowlist: what is not listed is excluded\n*\n!link\n!real/a\n",
		},
		{
			"names with special characters",
			place{
				files:       []string{"app/[id].js", "app/x.js", "odd[1]/a", "odd[1]/b", "!x", "#y", "in{a}/b"},
				dockerfiles: []string{"FROM scratch\nCOPY app/*id* odd*/a !x #y in*/b /\n"},
			},
			"# allowlist: what is not listed is excluded\n*\n!!x\n!#y\n!app/\\[id\\].js\n!in{a}\n!odd\\[1\\]\n",
		},
		{
			"the user's lines",
			place{
				files:       []string{"src/a.c", "src/a.o", "docs/x", "Makefile", "src/gen/x"},
				ignore:      "# head\r\n\r\n# objects\r\n**/*.o\r\nbuild\r\n\r\n# others\r\ndocs\r\n!docs/x\r\nsrc/gen",
				dockerfiles: []string{"FROM scratch\nCOPY src /\n"},
			},
			"# head\r\n\r\n# allowlist: what is not listed is excluded\r\n*\r\n!src\r\n\r\n# objects\r\n**/*.o\r\n\r\n# others\r\nsrc/gen",
		},
		{
			"a file that a negation brings back",
			place{
				files:       []string{"web/a.js", "web/a.log", "web/keep.log", "docs/a.md", "docs/README.md", "x.log"},
				ignore:      "**/*.log\n!web/keep.log\ndocs/*\n!docs/README.md\n",
				dockerfiles: []string{"FROM scratch\nCOPY web docs/README.md /\n"},
			},
			"# allowlist: what is not listed is excluded\n*\n!docs\n!web\n\n**/*.log\n!web/keep.log\ndocs/*\n!docs/README.md\n",
		},
		{
			"and one that brings nothing back",
			place{files: []string{"a.log", "b"}, ignore: "!a.log\n*.log\n!a.log\n", dockerfiles: []string{"FROM scratch\nCOPY a.log b /\n"}},
			"# allowlist: what is not listed is excluded\n*\n!a.log\n!b\n",
		},
		{
			"an allowlist that lets in too much",
			place{files: []string{"src/a", "docs/x"}, ignore: "*\n!src/**\n!docs\n", dockerfiles: []string{"FROM scratch\nCOPY src /\n"}},
			"# allowlist: what is not listed is excluded\n*\n!src\n",
		},
		{
			"a wildcard that makes the client look everywhere",
			place{files: []string{"src/a.c", "docs/x"}, ignore: "*\n!**/*.c\n", dockerfiles: []string{"FROM scratch\nCOPY src /\n"}},
			"# allowlist: what is not listed is excluded\n*\n!src\n",
		},
		{
			"a byte order mark",
			place{files: []string{"a", "b"}, ignore: "\ufeffb\n", dockerfiles: []string{"FROM scratch\nCOPY a /\n"}},
			"\ufeff# allowlist: what is not listed is excluded\n*\n!a\n",
		},
		{
			"a directory without what is in it",
			place{files: []string{"src/a", "src/gen/x", "src/gen/y", "src/tmp/z"}, ignore: "src/*/*\n", dockerfiles: []string{"FROM scratch\nCOPY src /\n"}},
			"# allowlist: what is not listed is excluded\n*\n!src\n\nsrc/*/*\n",
		},
		{
			"an allowlist already",
			place{files: []string{"src/a", "docs/x"}, ignore: "*\n!src/**\n", dockerfiles: []string{"FROM scratch\nCOPY src /\n"}},
			"*\n!src/**\n",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			in := tt.place.input(t)
			p := Plan(in, Find(in), Options{Mode: Allow})
			if diff := cmp.Diff(tt.want, string(p.After)); diff != "" {
				t.Errorf("(-want +got):\n%s\nnotes: %q", diff, p.Notes)
			}
			if p.Mode != Allow || !p.Proof.Holds() {
				t.Errorf("mode %v, proof %+v", p.Mode, p.Proof)
			}
		})
	}
}

// Where it is not certain what is needed nothing is proposed, and the reason is
// said.
func TestAllowDoubts(t *testing.T) {
	files := []string{"a", "dist/x"}
	tests := []struct {
		name  string
		place place
		note  string
	}{
		{"no Dockerfile", place{files: files}, "There is no Dockerfile."},
		{"a variable of the base image", place{files: files, dockerfiles: []string{"FROM node\nCOPY $DIR /\n"}}, "what COPY $DIR asks for is not certain"},
		{"another frontend", place{files: files, dockerfiles: []string{"# syntax=example.com/other\nFROM node\nCOPY a /\n"}}, "external frontend example.com/other"},
		{"a name that no line can hold", place{files: []string{"a\nb"}, dockerfiles: []string{"FROM node\nCOPY a* /\n"}}, `can name "a\nb"`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			in := tt.place.input(t)
			p := Plan(in, Find(in), Options{Mode: Allow})
			if len(p.Added) != 0 || string(p.After) != tt.place.ignore || !strings.Contains(strings.Join(p.Notes, " "), tt.note) {
				t.Errorf("added %v, after %q, notes %q", p.Added, p.After, p.Notes)
			}
		})
	}
	in := place{files: files, dockerfiles: []string{"# syntax=docker/dockerfile:1\nFROM node\nCOPY a /\n"}}.input(t)
	if p := Plan(in, nil, Options{Mode: Allow}); len(p.Added) != 2 || len(p.Proof.Unknowns) != 0 {
		t.Errorf("Docker's own frontend: %+v", p)
	}
	in.Unsure = []string{"Other.Dockerfile could not be read."}
	if p := Plan(in, nil, Options{Mode: Allow}); len(p.Added) != 0 || len(p.Notes) != 1 {
		t.Errorf("a Dockerfile that was not read: %+v", p)
	}
}
