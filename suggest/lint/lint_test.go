package lint

import (
	"io/fs"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/predict"
	"github.com/buildctx/buildctx/context/scan"
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/diag"
	"github.com/buildctx/buildctx/suggest"
)

// A tester is a test, or one try of a property.
type tester interface {
	Helper()
	Fatal(args ...any)
	Fatalf(format string, args ...any)
}

// input is an example as rules are given it.
func (e Example) input(t tester) Input {
	t.Helper()
	file := ignore.Parse(".dockerignore", []byte(e.text()))
	if e.Files == "" {
		return Text(ignore.BuildKit, file)
	}
	var entries []scan.Entry
	for _, f := range e.Tree() {
		name, dir := strings.CutSuffix(f.Path, "/")
		mode := fs.FileMode(0o644)
		if dir {
			mode = fs.ModeDir | 0o755
		}
		if f.Path != ".dockerignore" {
			entries = append(entries, scan.Entry{Path: name, Mode: mode, Size: int64(len(f.Content))})
		}
	}
	list, err := scan.FromEntries("/", entries)
	if err != nil {
		t.Fatal(err)
	}
	return inputOf(predict.Build{Tree: buildcontext.New(list), Ignore: file})
}

// inputOf is a build whose ignore file lies where it usually does.
func inputOf(b predict.Build) Input {
	b.IgnorePath = ".dockerignore"
	return Input{Case: suggest.NewCase(predict.New(b), nil, nil), File: b.Ignore}
}

// builtBy has another builder read an ignore file.
func (in Input) builtBy(b ignore.Builder) Input {
	if in.Tree == nil {
		return Text(b, in.File)
	}
	return inputOf(predict.Build{Tree: in.Tree, Builder: b, Ignore: in.File})
}

// Each rule says what has to be said, fires on its bad example and keeps silent on its
// good one, and its fix makes the one of the other kind.
func TestRules(t *testing.T) {
	var ids []string
	for _, r := range Rules {
		ids = append(ids, r.ID)
		t.Run(r.ID, func(t *testing.T) {
			if r.What == "" || r.Why == "" || r.Bad == (Example{}) || r.Good == (Example{}) || ByID(r.ID) != r {
				t.Error("it is not complete")
			}
			if strings.Contains(r.What+r.Why, "TODO") {
				t.Error("what it finds and why that matters is still to be written")
			}
			if !r.Bad.alone() {
				t.Skip("it needs a build; the tests of the program run it")
			}
			of := func(e Example) []diag.Diagnostic {
				in := e.input(t)
				if !r.holdsFor(in.Builder) {
					in = in.builtBy(r.Builders[0])
				}
				return slices.DeleteFunc(findings(in), func(d diag.Diagnostic) bool { return d.Rule != r.ID })
			}
			for _, b := range []ignore.Builder{ignore.BuildKit, ignore.Classic, ignore.Buildah} {
				is := len(r.Builders) == 0 || slices.Contains(r.Builders, b)
				in := r.Bad.input(t).builtBy(b)
				if found := slices.ContainsFunc(findings(in), func(d diag.Diagnostic) bool { return d.Rule == r.ID }); found != is {
					t.Errorf("%v: found %v, want %v", b, found, is)
				}
			}
			bad := of(r.Bad)
			if len(bad) == 0 {
				t.Error("it does not fire on its bad example")
			}
			if good := of(r.Good); len(good) > 0 {
				t.Errorf("it fires on its good example: %+v", good)
			}
			fixed := r.Bad.text()
			for _, d := range slices.Backward(bad) {
				if d.Message == "" || d.Start < 0 || d.End < d.Start || d.End > len(r.Bad.text()) {
					t.Errorf("incomplete: %+v", d)
				}
				if len(d.Fixes) == 0 {
					continue
				}
				after, err := diag.Apply([]byte(fixed), d.Fixes[0].Edits)
				if err != nil {
					t.Fatal(err)
				}
				fixed = string(after)
			}
			if r.Bad.Fixed == "" && fixed != r.Bad.text() || r.Bad.Fixed != "" && fixed != r.Bad.Fixed {
				t.Errorf("fixed (-want +got):\n%s", cmp.Diff(r.Bad.Fixed, fixed))
			}
			if again := of(Example{Ignore: fixed, Files: r.Bad.Files}); fixed != r.Bad.Ignore && len(again) > 0 && again[0].Fixes != nil {
				t.Errorf("it fires again: %+v", again)
			}
		})
	}
	if !slices.IsSorted(ids) {
		t.Errorf("not sorted: %v", ids)
	}
}

// Files as projects have them give no warning, whether what they name is there or not.
func TestSilence(t *testing.T) {
	for name, e := range map[string]Example{
		"docker init": {Ignore: "# Include any files\n**/.DS_Store\n**/.git\n**/.env\n**/node_modules\n**/npm-debug.log\n**/obj\nLICENSE\nREADME.md\n", Files: "a"},
		"Rails":       {Ignore: "/.git/\n/.bundle\n/.env*\n!/.env.example\n/log/*\n/tmp/*\n!/log/.keep\n!/tmp/.keep\n/storage/*\n!/storage/.keep\n", Files: "log/a log/.keep tmp/.keep storage/x"},
		"allowlist":   {Ignore: "*\n!src\n!package.json\nsrc/**/*.test.js\n", Files: "src/a.js src/b.test.js package.json other"},
		"Phoenix":     {Ignore: ".dockerignore\n.git\n!.git/HEAD\n!.git/refs\n/_build/\n/deps/\n*.ez\n", Files: ".git/HEAD .git/refs/x .git/objects/y"},
		"fresh clone": {Ignore: "node_modules\ndist\ncoverage\n.cache\n*.log\n.vscode\n", Files: "package.json src/a.js"},
		"empty":       {Ignore: "", Files: "a"},
		"Windows":     {Ignore: "# a\r\nnode_modules\r\n\r\n!keep\r\n", Files: "a"},
	} {
		for _, d := range findings(e.input(t)) {
			if d.Severity >= diag.Warning {
				t.Errorf("%s: %s: %s", name, d.Rule, d.Message)
			}
		}
	}
}

// A later line need not undo an exception: BuildKit and the classic builder do not ask it
// about a directory that is out already.
func TestOrder(t *testing.T) {
	for _, test := range []struct {
		ignore, files string
		want          string
	}{
		{"*\n!src/f\nsrc\n", "src/f", "empty-file-exception"},
		{"!src/f\nsrc\n", "src/f", "exception-before-exclude"},
		{"!src/f\nsrc\n", "", "exception-before-exclude"},
		{"*\n!src/f\nsrc\n", "", ""},
		{"logs\n!logs\n", "logs/a", "exception-undoes-exclude"},
		{"logs/*\n!logs\n", "logs/a", ""},
		{"**/.env\n*\n!src\n", "src/.env src/a", "exception-undoes-exclude"},
		{"**/.env\n*\n!src\n", "src/.env .env src/a", ""},
		{"*\n!src\n**/.env\n", "src/.env src/a", ""},
		{"*.md\n!README.md\n", "README.md", ""},
		{"docs/**\n!docs/*.md\n", "docs/a.md docs/b.md", ""},
		{"a/b\n!a/b\na/c\n", "a/b a/c", "exception-undoes-exclude"},
		{"*\n!src/f\nsrc\n", "other", ""},
		{"*\n!src/f\nsrc/*\n", "src/f", "exception-before-exclude"},
		{"a/b\n!a/b/c\na\n", "a/b/c", "shadowed-rule exception-before-exclude"},
		{"web/a\n!web/b\n**/a\n", "web/a web/b", "shadowed-rule dead-exception"},
		{"*\nsrc/f\n!src/f\n**/f\nsrc\n", "src/f", "shadowed-rule exception-before-exclude"},
		{"*/x\n!src/x/f\nsrc/x\n", "src/x/f", "empty-file-exception"},
	} {
		in := Example{Ignore: test.ignore, Files: test.files}.input(t)
		var got []string
		for _, d := range findings(in) {
			got = append(got, d.Rule)
		}
		if strings.Join(got, " ") != test.want {
			t.Errorf("%q with %q: %q, want %q", test.ignore, test.files, got, test.want)
		}
	}
}

// Whatever the file and the directory, findings and edits lie in the file, and a fix
// that is called safe changes nothing that is sent.
func TestFixes(t *testing.T) {
	line := rapid.SampledFrom([]string{
		"a", "!a", "a/", "**a", "**/a", "a/b", "!a/b", "a/*", "*", "!*", "# x", " # x", "a # x", "// x", "[!a]", "[a", "\\d", "ab", "ba/c", "**/b", "!**/b", "", "docs", "a/b/c", "# buildctx:ignore duplicate-rule,x why", "# buildctx:ignore", "#buildctx:ignore inline-comment",
	})
	path := rapid.SampledFrom([]string{"a/b/c", "a/b/d", "b/a/c", "ab", "b/ab/x", "docs/x", "c/docs/y"})
	rapid.Check(t, func(rt *rapid.T) {
		e := Example{
			Ignore: strings.Join(rapid.SliceOfN(line, 0, 8).Draw(rt, "lines"), rapid.SampledFrom([]string{"\n", "\r\n"}).Draw(rt, "end")),
			Files:  strings.Join(rapid.SliceOfNDistinct(path, 1, 5, rapid.ID[string]).Draw(rt, "paths"), " "),
		}
		sound(rt, e)
	})
}

// Fixes do no harm: none makes the builder refuse the file, takes another line's place for
// ever, or parts a comment, a byte order mark or a class from where it belongs.
func TestNoHarm(t *testing.T) {
	for _, test := range []struct{ ignore, files, want string }{
		{"[!]x\n", "a", "[!]x\n"},
		{"foo\\ # bar\n", "a", "foo\\ # bar\n"},
		{"x[\\d]\n", "x1", "x[\\d]\n"},
		{"a\na\n", "a/x", "a\n"},
		{"!**/b\n*/b\n", "a/b/d", "!**/b\n*/b\n"},
		{"!docs\ndocs\n", "docs/a", "docs\n"},
		{"docs\n!docs\n", "docs/a", ""},
		{"!a*\na/b\n", "a/b/c", "!a*\na/b\n"},
		{"**/../**foo\n", "a", "**/../**/foo\n"},
		{"# the guide must ship\n!docs/keep.txt\n# no docs\ndocs\n", "docs/keep.txt docs/a", "# no docs\ndocs\n# the guide must ship\n!docs/keep.txt\n"},
		{"# both\n!docs/keep.txt\ndocs\n", "docs/keep.txt docs/a", "# both\ndocs\n!docs/keep.txt\n"},
		{"\ufeffb # why\na\n", "b", "\ufeff# why\nb\na\n"},
		{"\ufeff!docs/keep.txt\ndocs\n", "docs/keep.txt docs/a", "\ufeffdocs\n!docs/keep.txt\n"},
		{"\ufeff # b\na\n", "a", "\ufeff# b\na\n"},
		{"# buildctx:ignore dead-rule we know\nnode_modules\n", "node_modules/a", "# buildctx:ignore dead-rule we know\nnode_modules\n"},
	} {
		e := Example{Ignore: test.ignore, Files: test.files}.fixed(t)
		if e.Ignore != test.want {
			t.Errorf("%q with %q becomes %q, want %q", test.ignore, test.files, e.Ignore, test.want)
		}
	}
}

// findings are what lint finds.
func findings(in Input) []diag.Diagnostic {
	all, _ := Run(in)
	return all
}
