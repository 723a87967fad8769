package suggest

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/diag"
)

// pieces are what random build contexts are made of.
var pieces = struct{ files, ignore, dockerfiles []string }{
	files: []string{
		"main.go", "src/a.js", "package.json", "web/package.json", "node_modules/a/i.js 2M", "web/node_modules/b/i.js 2M",
		"web/dist/app.js 2M", "dist/app.js 2M", "data/a.parquet 20M", "data/b.parquet 20M", "data/README.md", "a.log 50k",
		"web/logs/b.log", "logs/c.log", ".env", "web/.env", ".env.example", ".git/HEAD", ".git/objects/x 3M", "lib/.git/HEAD",
		"venv/pyvenv.cfg", "venv/lib/x.py 4M", "py/__pycache__/a.pyc", "model.onnx 30M", "odd[1].log 20k", "odd/!x.log", "#x/a.log",
		"target/CACHEDIR.TAG", "target/x 5M", "Cargo.toml", "vendor/modules.txt", "id_rsa", ".DS_Store", "web/.DS_Store",
	},
	ignore: []string{
		"node_modules", "*.log", "/node_modules", "**/*.log", "!web", "!a.log", "*", "!src", "!data/a.parquet", "# note", "", "data",
		".git", "dist/", "!**/.env", ".env*", "web/*", "!*/logs", "[", " spaced ",
	},
	dockerfiles: []string{
		"COPY . .", "COPY src /src", "COPY web /web", "COPY data/a.parquet /", "COPY dist /dist", "COPY web/node_modules /m",
		"COPY *.log /l", "COPY --parents web/*.json /", "RUN --mount=type=bind,source=data,target=/d ls", "ARG X\nCOPY $X /x", "COPY .env /",
	},
}

// whatever draws a build context with its ignore file and Dockerfiles.
func whatever(t *rapid.T) place {
	p := place{
		files:  rapid.SliceOfNDistinct(rapid.SampledFrom(pieces.files), 3, 25, rapid.ID[string]).Draw(t, "files"),
		ignore: strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces.ignore), 0, 6).Draw(t, "ignore"), rapid.SampledFrom([]string{"\n", "\r\n"}).Draw(t, "end")),
	}
	for range rapid.IntRange(0, 2).Draw(t, "dockerfiles") {
		lines := rapid.SliceOfN(rapid.SampledFrom(pieces.dockerfiles), 1, 3).Draw(t, "instructions")
		p.dockerfiles = append(p.dockerfiles, "FROM scratch\n"+strings.Join(lines, "\n")+"\n")
	}
	switch rapid.IntRange(0, 2).Draw(t, "git") {
	case 1:
		p.tracked = []string{"src", "main.go"}
	case 2:
		p.tracked, p.ignored = []string{"main.go"}, []string{"dist", "data", "web/dist", "node_modules", ".env", "a.log"}
	}
	return p
}

// A proposal is proven, its proof holds when it is worked out anew and in
// another way, nothing of the user's file is lost, and a second proposal has
// nothing to add.
func TestProposals(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		p := whatever(rt)
		level := rapid.SampledFrom([]diag.Safety{diag.Safe, diag.Review}).Draw(rt, "level")
		in := p.input(t)
		proposal := Plan(in, Find(in), Options{Level: level})

		if !proposal.Proof.Holds() {
			rt.Fatalf("the proof does not hold: %q", proposal.Proof.Broken)
		}
		if !keepsBytes(proposal.Before, proposal.After) {
			rt.Fatalf("bytes are lost:\n%q\n%q", proposal.Before, proposal.After)
		}
		after := p
		after.ignore = string(proposal.After)
		now := after.input(t)
		checkNothingElseIsGone(rt, in, now)
		if again := Plan(now, Find(now), Options{Level: level}); len(again.Added) > 0 {
			rt.Fatalf("a second run adds %q to\n%s", again.Added[0].Pattern, proposal.After)
		}
	})
}

// keepsBytes reports whether before is left when bytes are taken out of after.
func keepsBytes(before, after []byte) bool {
	for _, b := range before {
		i := bytes.IndexByte(after, b)
		if i < 0 {
			return false
		}
		after = after[i+1:]
	}
	return true
}

// checkNothingElseIsGone compares what is left with what Find offers for
// removal at any level, and asks every source of every Dockerfile whether it
// still finds something.
func checkNothingElseIsGone(t *rapid.T, before, after Case) {
	offered := make(map[uint32]bool)
	for _, c := range Find(before) {
		for _, i := range c.Entries {
			for j := i; j < before.Tree.End(i); j++ {
				offered[j] = true
			}
		}
	}
	for i := range uint32(before.Tree.Len()) {
		if before.Eligible.Sent(i) && !after.Eligible.Sent(i) && !before.Tree.IsDir(i) && !offered[i] {
			t.Fatalf("%s is gone", before.Tree.Path(i))
		}
	}
	for _, n := range before.Sharing {
		for _, s := range n.Set.Sources {
			if s.Whole || s.Path == "" {
				continue
			}
			finds := func(in Case) bool { return slices.ContainsFunc(in.Tree.Find(s.Path), in.Eligible.Sent) }
			if finds(before) && !finds(after) {
				t.Fatalf("%s %s finds nothing any more", s.Instruction, s.Pattern)
			}
			if literal := !buildcontext.HasWildcard(s.Path) && s.Unknown == ""; literal {
				checkFilesStay(t, before, after, s.Path)
			}
		}
	}
}

// checkFilesStay holds that a file named by its path is still sent.
func checkFilesStay(t *rapid.T, before, after Case, path string) {
	for _, i := range before.Tree.Find(path) {
		if !before.Tree.IsDir(i) && before.Eligible.Sent(i) && !after.Eligible.Sent(i) {
			t.Fatalf("%s is named and gone", path)
		}
	}
}

// The other builders agree that nothing else is gone, where they agreed on
// what was there before.
func TestProposalsUnderOtherBuilders(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		p := whatever(rt)
		in := p.input(t)
		proposal := Plan(in, Find(in), Options{})
		offered := claim(in.Tree, nil)
		for _, c := range Find(in) {
			for k, is := range claim(in.Tree, c.Entries) {
				offered[k] = offered[k] || is
			}
		}
		for _, b := range []ignore.Builder{ignore.Classic, ignore.Buildah} {
			replay := func(src []byte) *buildcontext.View {
				return in.Tree.Replay(buildcontext.Rules{Builder: b, Ignore: ignore.Parse("f", src).Matcher(b)})
			}
			was, is := replay(proposal.Before), replay(proposal.After)
			for i := range uint32(in.Tree.Len()) {
				if was.Sent(i) && !is.Sent(i) && in.Eligible.Sent(i) && !in.Tree.IsDir(i) && !offered[i] {
					rt.Fatalf("%v: %s is gone", b, in.Tree.Path(i))
				}
			}
		}
	})
}
