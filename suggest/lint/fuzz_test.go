package lint

import (
	"testing"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/needs"
	"github.com/buildctx/buildctx/context/predict"
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/diag"
	"github.com/buildctx/buildctx/suggest/layercache"
)

// fuzzed are the paths that are there while files are fuzzed.
const fuzzed = "a/b/c a/d docs/keep.txt node_modules/x web/node_modules/y log1 build package.json=x"

// Whatever the bytes, every finding and every edit lies in the file, and a safe fix
// changes nothing that is sent.
func FuzzRun(f *testing.F) {
	for _, r := range Rules {
		if r.Bad.Times == 0 {
			f.Add([]byte(r.Bad.Ignore))
			f.Add([]byte(r.Good.Ignore))
		}
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		sound(t, Example{Ignore: string(src), Files: fuzzed})
	})
}

// The same holds with a Dockerfile, whatever that says, and with other builders.
func FuzzRunBuild(f *testing.F) {
	for _, r := range Rules {
		if r.Bad.Times == 0 {
			f.Add([]byte(r.Bad.Ignore), []byte(r.Bad.Dockerfile))
		}
	}
	f.Add([]byte("*\n!**/keep.txt\n"), []byte("FROM a\n# buildctx:ignore copy-source-missing,x why\nCOPY [\"a\", \\\n# c\n \"docs/keep.txt\", \"/\"]\r\nRUN --mount=type=tmpfs,target=/t npm ci\n"))
	f.Fuzz(func(t *testing.T, src, dockerfile []byte) {
		in := Example{Ignore: string(src), Files: fuzzed}.input(t)
		set, err := needs.Analyze(dockerfile, needs.Options{AllStages: true})
		in = inputOf(predict.Build{Tree: in.Tree, Ignore: in.File, Dockerfile: "Dockerfile", InContext: "Dockerfile", Needs: set})
		in.Source, in.Place = dockerfile, "the home directory"
		if err == nil {
			in.Early = layercache.EarlyCopies(in.Prediction, nil)
			for _, c := range set.Commands {
				in.Steps = append(in.Steps, layercache.Step{Line: c.Line, Now: 10, Busters: []layercache.Buster{{Path: "a", Commits: 10}}})
			}
		}
		for _, b := range []ignore.Builder{ignore.Classic, ignore.Buildah} {
			under := func(f *ignore.File) *buildcontext.View {
				return in.Tree.Replay(buildcontext.Rules{Builder: b, Ignore: f.Matcher(b)})
			}
			in.Others = append(in.Others, Other{Builder: b, Path: ".dockerignore", View: under(in.File), Under: under})
		}
		bounded(t, in)
	})
}

// sound proves that findings and edits lie in the file, and that a fix which is called
// safe changes nothing that is sent.
func sound(t tester, e Example) {
	t.Helper()
	bounded(t, e.input(t))
}

func bounded(t tester, in Input) {
	t.Helper()
	text := map[string][]byte{".dockerignore": in.File.Bytes(), "Dockerfile": in.Source}
	for _, d := range findings(in) {
		if d.Start < 0 || d.End < d.Start || d.End > len(text[d.File]) || d.Message == "" {
			t.Fatalf("%s: [%d,%d) of %q in %s: %q", d.Rule, d.Start, d.End, text[d.File], d.File, d.Message)
		}
		for _, other := range d.Related {
			if other.Start < 0 || other.End < other.Start || other.End > len(text[other.File]) {
				t.Fatalf("%s: related [%d,%d) of %q", d.Rule, other.Start, other.End, text[other.File])
			}
		}
		for _, fix := range d.Fixes {
			after, err := diag.Apply(text[d.File], fix.Edits)
			if err != nil {
				t.Fatalf("%s on %q: %v", d.Rule, text[d.File], err)
			}
			then := in.Tree.Replay(buildcontext.Rules{Ignore: ignore.Parse(".dockerignore", after).Matcher(ignore.BuildKit)})
			if fix.Safety == diag.Safe && !in.Eligible.Equal(then) {
				t.Fatalf("%s on %q: %q is called safe, and something else is sent", d.Rule, text[d.File], after)
			}
		}
	}
}

// Whatever comments say: a rule that one names is named there, a comment above a line silences what is found on it,
// and a configuration silences everything.
func FuzzSuppressions(f *testing.F) {
	f.Add([]byte("# buildctx:ignore dead-rule, dead-exception: why\nnowhere\n"), []byte("FROM a\n# buildctx:ignore x\nCOPY a /\n"))
	f.Add([]byte("\xef\xbb\xbf#buildctx:ignore\r\n\r\na\r\na\r\n"), []byte("# buildctx:ignore ,,\nFROM a"))
	f.Add([]byte("a\n# buildctx:ignore duplicate-rule\n# and\na\n!b # c"), []byte("FROM a\nCOPY . /\nRUN <<E\n# buildctx:ignore y\nE\n"))
	f.Fuzz(func(t *testing.T, src, dockerfile []byte) {
		in := Example{Ignore: string(src), Files: fuzzed}.input(t)
		set, _ := needs.Analyze(dockerfile, needs.Options{AllStages: true})
		in = inputOf(predict.Build{Tree: in.Tree, Ignore: in.File, Dockerfile: "Dockerfile", InContext: "Dockerfile", Needs: set})
		in.Source = dockerfile
		named(t, newPass(in))
		found := findings(in)
		for _, d := range found {
			if above, ok := commentedAbove(in.File, d); ok {
				silenced(t, above, d)
			}
		}
		for _, r := range Rules {
			in.Silenced = append(in.Silenced, Silence{Rule: r.ID})
		}
		if left := findings(in); len(left) > 0 {
			t.Fatalf("%s is found in %q though it is silenced", left[0].Rule, src)
		}
	})
}

// named holds that what a comment silences is what stands at the place that is said.
func named(t tester, p *Pass) {
	t.Helper()
	text := map[string][]byte{p.path(): p.File.Bytes(), p.Dockerfile: p.Source}
	for _, c := range append(p.comments(), p.dockerfile.comments()...) {
		for _, s := range c.suppressions() {
			if s.at.Start < c.at.Start || s.at.End > c.at.End || string(text[s.at.File][s.at.Start:s.at.End]) != s.id {
				t.Fatalf("%q is said to stand in %+v of %q", s.id, s.at, text[s.at.File])
			}
		}
	}
}

// commentedAbove is the file with a comment above the pattern that a finding is about, if it is about one.
func commentedAbove(f *ignore.File, d diag.Diagnostic) ([]byte, bool) {
	for line := range f.Lines() {
		if line.Kind == ignore.Pattern && line.Number > 1 && d.File == f.Name && d.End > 0 && line.Start <= d.Start && d.Start < line.Next {
			above, err := diag.Apply(f.Bytes(), []diag.Edit{{Start: line.Start, End: line.Start, New: "# " + suppressWord + " " + d.Rule + "\n"}})
			return above, err == nil
		}
	}
	return nil, false
}

// silenced holds that nothing of a rule is found on the line behind the comment.
func silenced(t tester, src []byte, what diag.Diagnostic) {
	t.Helper()
	in := Example{Ignore: string(src), Files: fuzzed}.input(t)
	for _, d := range findings(in) {
		if moved := what.Start + len("# \n") + len(suppressWord) + len(" ") + len(what.Rule); d.Rule == what.Rule && d.Start == moved && d.End > 0 {
			t.Fatalf("%s is found at %d of %q, right below the comment", d.Rule, d.Start, src)
		}
	}
}
