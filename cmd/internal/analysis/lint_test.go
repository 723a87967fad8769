package analysis

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/diag"
)

// fixLines are what ignore files are made of to be fixed.
var fixLines = []string{
	"a", "!a", "a/", "**a", "**/a", "a/b", "!a/b", "a/*", "*", "!*", "**", "!**", "# x", " # x", "a # x", "// x", "[!a]", "[!]x", "[a", "\\d", "x[\\d]", "src\\lib",
	"**/b", "!**/b", "*/b", "", "docs", "!docs", "docs/", "!docs/*.md", "node_modules", "**/node_modules", "*.log", ".log", "!*.log", "C++", "x+y", "^q", "(z)",
	"  src", "\ufeffsrc", "# buildctx:ignore dead-rule x", "fixturez", "packge.json", "!src/f.js", "src", "!src", "a/../b", "!*/*", "**/", "\\#a", "a\tb", "! src",
}

var fixPaths = []string{
	"a/b/c", "a/x", "b/a/c", "b/b", "docs/x.md", "docs/y", "node_modules/x", "web/node_modules/y", "x.log", "web/y.log", "src/f.js", "src/lib/g.js", "C++", "x+y", "^q",
	"(z)", "fixtures/x", "package.json", "x1", "#a",
}

// Whatever the ignore file, the directory and the Dockerfile: safe fixes leave what each
// builder sends as it is, no fix has the builder stop or takes what the Dockerfile names,
// and what is fixed is not fixed again.
func TestFixed(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		dir, err := os.MkdirTemp(t.TempDir(), "")
		if err != nil {
			rt.Fatal(err)
		}
		write := func(name, text string) {
			path := filepath.Join(dir, name)
			if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
				rt.Fatal(err)
			}
			if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
				rt.Fatal(err)
			}
		}
		files := rapid.SliceOfNDistinct(rapid.SampledFrom(fixPaths), 1, 8, rapid.ID).Draw(rt, "files")
		for _, name := range files {
			write(name, "text")
		}
		copied := rapid.SampledFrom([]string{".", files[0], filepath.Dir(files[0]), "*.log", "src"}).Draw(rt, "copied")
		write("Dockerfile", "FROM scratch\nCOPY "+copied+" /x/\n")
		end := rapid.SampledFrom([]string{"\n", "\r\n"}).Draw(rt, "end")
		mark := rapid.SampledFrom([]string{"", "\ufeff"}).Draw(rt, "mark")
		text := mark + strings.Join(rapid.SliceOfN(rapid.SampledFrom(fixLines), 1, 8).Draw(rt, "lines"), end) + end
		write(".dockerignore", text)
		others := rapid.SampledFrom([][]ignore.Builder{nil, {ignore.Classic, ignore.Buildah}}).Draw(rt, "others")
		r, err := Run(t.Context(), Request{Dir: dir, Depth: Searched, Others: others})
		if err != nil {
			rt.Fatal(err)
		}
		for _, level := range []diag.Safety{diag.Safe, diag.Review} {
			fixes, err := Fix(t.Context(), r, level)
			if err != nil || fixes.Stopped > 0 {
				rt.Fatalf("%q: %v, stopped after %d rounds", text, err, fixes.Stopped)
			}
			after, cured := fixes.After, fixes.Cured
			fixed := newLinter(r).with(ignore.Parse(".dockerignore", after))
			if level == diag.Safe && !r.Eligible.Equal(fixed.Eligible) {
				rt.Fatalf("%q becomes %q, and something else is sent", text, after)
			}
			if !r.Refused() && len(fixed.Refusals()) > 0 {
				rt.Fatalf("%q becomes %q, and the build fails: %v", text, after, fixed.Refusals())
			}
			if len(cured) == 0 && !bytes.Equal(after, []byte(text)) || len(cured) > 100 {
				rt.Fatalf("%q becomes %q with %d fixes", text, after, len(cured))
			}
			if again, err := fixed.fix(t.Context(), level, mostRounds(fixed.Ignore)); err != nil || !bytes.Equal(again.After, after) {
				rt.Fatalf("%q becomes %q, and that %q (%v)", text, after, again.After, err)
			}
			if !bytes.HasPrefix(after, []byte(mark)) || bytes.Count(after, []byte(end)) != bytes.Count(after, []byte("\n")) {
				rt.Fatalf("%q becomes %q: marks and line ends are not kept", text, after)
			}
		}
	})
}

// Paths on which builders differ are found, and no others.
func TestOthers(t *testing.T) {
	files := map[string]any{"Dockerfile": "FROM scratch\n"}
	for _, name := range fixPaths {
		files[name] = 4
	}
	dir := newProject(t, files)
	rapid.Check(t, func(rt *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(fixLines), 1, 6).Draw(rt, "lines"), "\n")
		file := filepath.Join(dir, "rules")
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			rt.Fatal(err)
		}
		all := []ignore.Builder{ignore.BuildKit, ignore.Classic, ignore.Buildah}
		sent := make([][]string, len(all))
		refused := false
		for k, b := range all {
			r, err := Run(t.Context(), Request{Dir: dir, IgnoreFile: file, Builder: b})
			if err != nil {
				rt.Fatal(err)
			}
			refused = refused || r.Refused()
			for e := range r.Eligible.Entries() {
				if name := r.Tree.Path(e.Index); !r.Tree.IsDir(e.Index) && name != "Dockerfile" && name != ".dockerignore" {
					sent[k] = append(sent[k], name+" "+e.Note.String())
				}
			}
		}
		if refused {
			rt.Skip("some builder refuses it")
		}
		r, err := Run(t.Context(), Request{Dir: dir, IgnoreFile: file, Others: all, Depth: Measured, Lint: true})
		if err != nil {
			rt.Fatal(err)
		}
		found := slices.ContainsFunc(r.Findings, func(d diag.Diagnostic) bool {
			return d.Rule == "builders-disagree" && !strings.HasPrefix(d.Message, "Dockerfile: ")
		})
		differ := !slices.Equal(sent[0], sent[1]) || !slices.Equal(sent[0], sent[2])
		if found != differ {
			rt.Fatalf("%q: found %v, but the builders differ: %v\n%q", text, found, differ, sent)
		}
	})
}
