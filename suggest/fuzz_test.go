package suggest

import (
	"bytes"
	"io/fs"
	"path"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/needs"
	"github.com/buildctx/buildctx/context/predict"
	"github.com/buildctx/buildctx/context/scan"
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/diag"
	"github.com/buildctx/buildctx/suggest/builds"
)

// FuzzEscape proves that a name written as a pattern, on a line of an ignore
// file, matches that name and what lies below it, and no other but where a
// question mark had to be written, under every builder.
func FuzzEscape(f *testing.F) {
	for _, name := range []string{"plain/name.txt", "a[1].js", "a{1|2}^", "#x", "!x", "line\nfeed", "end ", "\ufeffa", "\xff\xfe", `a\b`, "a b", "$HOME/`id`", "*?", "\u202e"} {
		f.Add(name, "x"+name, false)
		f.Add(name, name+"/x", true)
	}
	f.Fuzz(func(t *testing.T, name, other string, inGlob bool) {
		name, other = cleaned(name), cleaned(other)
		if name == "" || len(name) > 500 {
			return
		}
		for _, b := range ignore.Builders() {
			pattern := escape(b, name, inGlob)
			file := ignore.Parse("f", []byte("\n"+pattern+"\n"))
			if found := file.Check(b); len(found) > 0 {
				t.Fatalf("%v: %q written as %q: %v", b, name, pattern, found[0].Message)
			}
			if strings.ContainsFunc(pattern, unicode.IsControl) || !utf8.ValidString(pattern) {
				t.Fatalf("%v: %q written as %q, which does not show", b, name, pattern)
			}
			m := file.Matcher(b)
			for _, there := range []string{name, name + "/x", other, name + "x", "x/" + name, strings.ToUpper(name), strings.Repeat("x", len(name))} {
				if got, want := m.Decide(there).Matched, there != "" && written(pattern, there); got != want {
					t.Fatalf("%v: %q written as %q matches %q: %v", b, name, pattern, there, got)
				}
			}
		}
	})
}

// cleaned is a path that a tree can have, made of any text; empty for none.
func cleaned(name string) string {
	return strings.TrimPrefix(path.Clean("/"+strings.ReplaceAll(name, "\x00", "0")), "/")
}

// written reports whether a pattern of literals and question marks speaks of a
// path, or of a directory above it. A byte that is no character counts as one.
func written(pattern, name string) bool {
	p := []rune(pattern)
	n := []rune(name)
	at := 0
	for i := 0; i < len(p); i++ {
		if at == len(n) {
			return false
		}
		switch c := p[i]; {
		case c == '?' && n[at] != '/':
		case c == '\\' && i+1 < len(p) && p[i+1] == n[at]:
			i++
		case c != n[at] || c == '\\':
			return false
		}
		at++
	}
	return at == len(n) || n[at] == '/'
}

// FuzzPlan proves of whatever tree, ignore file and Dockerfile, with whatever
// in the files, that a proposal is proven, loses nothing of what the user
// wrote, writes nothing that does not show, and is not followed by another one.
func FuzzPlan(f *testing.F) {
	f.Add("package.json\x00node_modules/a\x00web/.env\x00a.log\x00odd[1]\n.log\x00.git/HEAD\x00data/x.parquet", []byte("*.tmp\n!a.log\n"), "FROM scratch\nCOPY . .\nRUN npm ci && ./x.sh\n", "{\"scripts\": {\"x\": \"cp data/x.parquet y\"}}", byte(0))
	f.Add("src/main.go\x00.env\x00id_rsa\x00target/CACHEDIR.TAG\x00\xff.log\x00 .log\x00!b.log", []byte("\xef\xbb\xbf# own\r\n*\r\n!src"), "FROM a\nCOPY src .env /\n", "-----BEGIN PRIVATE"+" KEY-----", byte(1))
	f.Add("a/__pycache__/x.pyc\x00requirements.txt\x00venv/pyvenv.cfg\x00models/m.onnx", []byte(""), "FROM a\nCOPY --parents a/*.py /\nRUN pip install -r requirements.txt\n", "-e .\n", byte(2))
	f.Fuzz(func(t *testing.T, names string, text []byte, dockerfile, content string, how byte) {
		in, ok := fuzzed(names, text, dockerfile, content, how)
		if !ok {
			return
		}
		opts := Options{Level: []diag.Safety{diag.Safe, diag.Review}[how%2], Mode: []Mode{Deny, Allow}[how/2%2]}
		p := Plan(in, Find(in), opts)
		if !p.Proof.Holds() {
			t.Fatalf("the proof does not hold: %q", p.Proof.Broken)
		}
		if opts.Mode == Deny && !keepsBytes(p.Before, p.After) || !keepsComments(p.Before, p.After) || len(p.Added) == 0 && !bytes.Equal(p.Before, p.After) {
			t.Fatalf("bytes are lost, or written for nothing:\n%q\n%q", p.Before, p.After)
		}
		for _, s := range p.Added {
			if strings.ContainsFunc(s.Pattern, unicode.IsControl) || !utf8.ValidString(s.Pattern) || s.Line < 1 {
				t.Fatalf("line %d is %q", s.Line, s.Pattern)
			}
		}
		then, _ := fuzzed(names, p.After, dockerfile, content, how)
		for i := range uint32(in.Tree.Len()) {
			if !in.Tree.IsDir(i) && !in.Eligible.Sent(i) && then.Eligible.Sent(i) {
				t.Fatalf("%q is sent now:\n%q\n%q", in.Tree.Path(i), p.Before, p.After)
			}
		}
		if again := Plan(then, Find(then), opts); len(again.Added) > 0 {
			t.Fatalf("a second run makes\n%q\nof\n%q", again.After, p.After)
		}
	})
}

// fuzzed is a build context of whatever a fuzzer says: names end with a zero
// byte, every file says the same.
func fuzzed(names string, text []byte, dockerfile, content string, how byte) (Case, bool) {
	var entries []scan.Entry
	for k, name := range strings.Split(names, "\x00") {
		if name = cleaned(name); name != "" && len(entries) < 40 {
			entries = append(entries, scan.Entry{Path: name, Mode: fs.FileMode(0o644), Size: []int64{100, 5e6, 60e3, 50e6}[k%4]})
		}
	}
	list, err := scan.FromEntries("/", entries)
	if err != nil {
		return Case{}, false
	}
	b := ignore.Builders()[int(how/4)%3]
	var sharing []builds.Need
	if set, err := needs.Analyze([]byte(dockerfile), needs.Options{AllStages: true}); err == nil && len(set.Problems) == 0 {
		sharing = []builds.Need{{Dockerfile: "Dockerfile", Set: set}}
	}
	in := NewCase(predict.New(predict.Build{Tree: buildcontext.New(list), Builder: b, Ignore: ignore.Parse(".dockerignore", text)}),
		sharing, func(string, int) []byte { return []byte(content) })
	if how >= 128 && len(entries) > 1 {
		in.Git = repository{tracked: []string{entries[0].Path}, ignored: []string{entries[len(entries)-1].Path}}
	}
	if b == ignore.Buildah && bytes.HasPrefix(text, []byte(byteOrderMark)) {
		return in, false // to which the first line is a pattern, whatever it is
	}
	return in, !slices.ContainsFunc(in.Ignore.Check(b), func(d diag.Diagnostic) bool { return d.Severity == diag.Error })
}

// FuzzShapes proves that a secret is found wherever it stands among other
// lines, and that nothing of it is told.
func FuzzShapes(f *testing.F) {
	for _, text := range []string{
		"AKIA" + "ABCDEFGHIJKLMNOP", "-----BEGIN RSA PRIVATE" + " KEY-----\nMIIEpAIBAAKCAQEA7b2pP0lTwCmYYWbVZ0d1b2lXb0Fz\n", "postgres://user:hunter22" + "hunter@db.acme.io/x", "kind: Config\ntoken: abcdefghijklmnopqrstuvwxyz",
		"\"auths\": {\"r\": {\"auth\": \"" + "c3RyYW5nZXI6aHVudGVyMg==\"}}", "AKIAXXXXXXXXEXAMPLE1", "\x00\xff://", "ghp_" + strings.Repeat("a", 36),
	} {
		f.Add([]byte(text), []byte("# a comment\n"), []byte("\nx: y\n"))
		f.Add([]byte(text), []byte("AKIAXXXXXXXXEXAMPLE1 postgres://user:changeme1@db.example.com/x"), []byte(""))
	}
	f.Fuzz(func(t *testing.T, text, before, after []byte) {
		alone := shapeOf(text)
		among := shapeOf(slices.Concat(before, []byte("\n"), text, []byte("\n"), after))
		if alone != "" && among == "" {
			t.Fatalf("%q is %q alone, and nothing among %q and %q", text, alone, before, after)
		}
		if alone != "" && !slices.ContainsFunc(shapes, func(s shape) bool { return s.why == alone }) {
			t.Fatalf("%q is %q", text, alone)
		}
	})
}
