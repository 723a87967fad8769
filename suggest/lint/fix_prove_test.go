package lint

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/needs"
	"github.com/buildctx/buildctx/context/predict"
	"github.com/buildctx/buildctx/context/scan"
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/diag"
	"github.com/buildctx/buildctx/suggest"
	"github.com/buildctx/buildctx/suggest/builds"
)

// drawn are lines and paths of which files and directories are made that have much to be
// fixed at once, with fixes that touch one another.
var (
	drawnNames  = []string{"a", "b", "c", "d", "docs", "web", "node_modules", "x.log", "fixtures", "x+y"}
	drawnShapes = []string{
		"A", "!A", "A/B", "!A/B", "A/B # c", "A # c", "**/A", "**A", "A/*", "!A/*", "**/A/B", " # A", "!A/B # c", "A/B/C", "!**/A", "*.log", "A/", "# A", "[!A]", "A*",
		"!A/B/C", "// A", "A/*.log", "fixturez", "\ufeffA", "*x{2,1}", "A\x01", "é", "", "!A # c", "**/**/A/B", "# buildctx:ignore duplicate-rule x", "src\\A",
	}
)

func drawInput(t *rapid.T) Input {
	word, shape := rapid.SampledFrom(drawnNames), rapid.SampledFrom(drawnShapes)
	one := rapid.Custom(func(t *rapid.T) string {
		return strings.NewReplacer("A", word.Draw(t, "A"), "B", word.Draw(t, "B"), "C", word.Draw(t, "C")).Replace(shape.Draw(t, "shape"))
	})
	lines := rapid.SliceOfN(one, 1, rapid.IntRange(1, 40).Draw(t, "most")).Draw(t, "lines")
	end := rapid.SampledFrom([]string{"\n", "\r\n"}).Draw(t, "end")
	text := strings.Join(lines, end) + rapid.SampledFrom([]string{"", end}).Draw(t, "last")
	file := ignore.Parse(".dockerignore", []byte(text))
	builder, tree := rapid.SampledFrom(ignore.Builders()).Draw(t, "builder"), drawFiles(t, word)
	in := inputOf(predict.Build{Tree: tree, Builder: builder, Ignore: file})
	under := func(b ignore.Builder) func(f *ignore.File) *buildcontext.View {
		return func(f *ignore.File) *buildcontext.View {
			return tree.Replay(buildcontext.Rules{Builder: b, Ignore: f.Matcher(b)})
		}
	}
	needed := tree.Path(uint32(rapid.IntRange(1, tree.Len()-1).Draw(t, "needed")))
	set, err := needs.Analyze([]byte("FROM scratch\nCOPY "+needed+" /\n"), needs.Options{})
	if err != nil {
		t.Fatal(err)
	}
	in.Case = suggest.NewCase(in.Prediction, []builds.Need{{Dockerfile: "Dockerfile", Set: set}}, nil)
	for _, b := range rapid.SampledFrom([][]ignore.Builder{nil, ignore.Builders()}).Draw(t, "others") {
		if b != in.Builder && refusals(in.File.Check(b)) == 0 {
			in.Others = append(in.Others, Other{Builder: b, Path: ".dockerignore", View: under(b)(in.File), Under: under(b)})
		}
	}
	return in
}

// drawFiles makes a directory of files, each in two directories.
func drawFiles(t *rapid.T, word *rapid.Generator[string]) *buildcontext.Tree {
	path := rapid.Custom(func(t *rapid.T) string {
		return word.Draw(t, "1") + "/" + word.Draw(t, "2") + "/" + word.Draw(t, "3")
	})
	var entries []scan.Entry
	for _, name := range rapid.SliceOfNDistinct(path, 1, 25, rapid.ID[string]).Draw(t, "paths") {
		entries = append(entries, scan.Entry{Path: name, Mode: 0o644, Size: 1})
	}
	list, err := scan.FromEntries("/", entries)
	if err != nil {
		t.Fatal(err)
	}
	return buildcontext.New(list)
}

// TestProofs holds that what is proven of many fixes at once is what is proven of each of
// them alone, by a replay of its own.
func TestProofs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := drawInput(t)
		for _, d := range findings(in) {
			for _, fix := range d.Fixes {
				want, refused := safetyAlone(t, in, fix)
				if d.Rule == buildersDisagree.ID {
					want = min(want, fix.Safety) // it may be for review by its nature
				}
				if fix.Safety != want || refused {
					t.Fatalf("%v, %q: %q of %s at %d is %v, alone %v (refused: %v)", in.Builder, in.File.Bytes(), fix.Title, d.Rule, d.Start, fix.Safety, want, refused)
				}
			}
		}
	})
}

// TestTogether holds it for all that is found out about a fix, for those that are not on
// offer in the end, too.
func TestTogether(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { agreeAlone(t, drawInput(t)) })
}

// What one fix does is not put down to another one.
func TestApart(t *testing.T) {
	for _, e := range []Example{
		// The first line, which is found to be of no use, is the only one that leads into d.
		{Ignore: "!d/zzz\nd/zzz\nd\n!d{1}/*\n!d{1}/*\n", Files: "d/x d/y"},
		// The mark is taken off whatever becomes the first line.
		{Ignore: "a\n!a\n\ufeffsrc\n", Files: "a/b src/f"},
		{Ignore: "\ufeffa\n!a\n\ufeffsrc\n", Files: "a/b src/f"},
		// Only with a letter beyond ASCII a control character can be sent.
		{Ignore: "\x01 # c\n\ufeffsrc\n", Files: "a src/f"},
		{Ignore: "a\n\u00e9 # c\n\x01\na\n", Files: "a"},
		// Lines that change places at the same place.
		{Ignore: "**/a\n*\n!*\n.log\n", Files: "a/b/c x.log"},
		{Ignore: "!d/a\n!d/b\n!d/c\nd", Files: "d/a d/b d/c"},
		{Ignore: "a\na/../b\n!**/b\n", Files: "b/b web/a/b/x.log"},
		{Ignore: "!a/b\n!a/b\na\n!a\n", Files: "a/x"},
		{Ignore: "x # 1\n!y\nx # 2\nx # 3\n", Files: "x y"},
		// A pattern that cannot be compared.
		{Ignore: "* # 1\n*x{2,1}\n* # 2\na # 3\n", Files: "a b"},
	} {
		for _, b := range ignore.Builders() {
			agreeAlone(t, e.input(t).builtBy(b))
		}
	}
}

// agreeAlone compares what is found out about many fixes with what is about each alone.
func agreeAlone(t tester, in Input) {
	t.Helper()
	p := newPass(in)
	for _, r := range Rules {
		if r != uselessSuppression {
			p.run(r)
		}
	}
	for turn := 0; ; turn++ {
		var all []*cure
		for _, d := range p.drafts {
			if turn < len(d.cures) {
				all = append(all, d.cures[turn])
			}
		}
		if len(all) == 0 {
			return
		}
		p.prover.prove(all)
		for _, c := range all {
			alone := &cure{fix: c.fix, nth: c.nth, does: c.does, lines: c.lines}
			(&prover{project: newProject(in)}).proveAlone([]*cure{alone})
			if c.refused {
				alone.safety = c.safety
			}
			if c.result != alone.result {
				t.Fatalf("%v, %q: %q %v is %+v, alone %+v", in.Builder, in.File.Bytes(), c.fix.Title, c.fix.Edits, c.result, alone.result)
			}
		}
	}
}

// safetyAlone is how safe one fix is, and whether the builder refuses more with it.
func safetyAlone(t tester, in Input, fix diag.Fix) (safety diag.Safety, refused bool) {
	text, err := diag.Apply(in.File.Bytes(), fix.Edits)
	if err != nil {
		t.Fatal(err)
	}
	f := ignore.Parse(in.File.Name, text)
	left := in.Under(f).Eligible
	stops := func(v *buildcontext.View) (n int) {
		for _, f := range v.Failures {
			if f.Stops {
				n++
			}
		}
		return n
	}
	refused = refusals(f.Check(in.Builder)) > refusals(in.File.Check(in.Builder))
	switch {
	case stops(left) > stops(in.Eligible):
		return diag.DisplayOnly, refused
	case !in.Eligible.Equal(left) && !keepsNeeded(in, left):
		return diag.DisplayOnly, refused
	case !in.Eligible.Equal(left):
		return diag.Review, refused
	}
	for _, o := range in.Others {
		known := make(map[uint32]bool)
		for _, i := range differing(in.Eligible, o.View) {
			known[i] = true
		}
		if refusals(f.Check(o.Builder)) > 0 {
			return diag.Review, refused
		}
		for _, i := range differing(in.Eligible, o.Under(f)) {
			if !known[i] {
				return diag.Review, refused
			}
		}
	}
	return diag.Safe, refused
}

// keepsNeeded reports whether the sources of the Dockerfile find what they find now.
func keepsNeeded(in Input, left *buildcontext.View) bool {
	files := func(v *buildcontext.View, i uint32) bool { return v.Sums().At(i).Files > 0 }
	for _, s := range in.Sharing[0].Set.Sources {
		for _, i := range in.Tree.Find(s.Path) {
			if in.Eligible.Sent(i) && !left.Sent(i) || files(in.Eligible, i) && !files(left, i) {
				return false
			}
		}
	}
	return true
}

// TestJudge holds that a text as a whole is judged as a fix is that makes it.
func TestJudge(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := drawInput(t)
		judge := NewJudge(in)
		for _, least := range []diag.Safety{diag.Review, diag.Safe} {
			of := Independent(in.File, findings(in), least)
			text, err := Together(in.File, of)
			if err != nil {
				t.Fatalf("%q: %v", in.File.Bytes(), err)
			}
			fix := diag.Fix{Edits: []diag.Edit{{Start: 0, End: len(in.File.Bytes()), New: string(text)}}}
			want, refused := safetyAlone(t, in, fix)
			if refused {
				want = diag.DisplayOnly
			}
			if got := judge.Judge(ignore.Parse(in.File.Name, text)); got != want {
				t.Fatalf("%q becomes %q: %v, want %v", in.File.Bytes(), text, got, want)
			}
		}
	})
}

// What cannot be proven with the replays that are made is not on offer, and the figure is
// said. Here every fix touches what all others touch.
func TestGivesUp(t *testing.T) {
	const pairs = 1500
	p := newPass(Example{Ignore: strings.Repeat("a\n!a\n", pairs) + "a\n", Files: "a/x b"}.input(t))
	p.lint()
	offered, said := 0, 0
	for _, d := range p.found {
		if strings.Contains(d.Help, fmt.Sprintf("verified within %d replays", p.prover.replays)) {
			said++
		}
		offered += len(d.Fixes)
	}
	if offered == 0 || said == 0 || offered+said < pairs || p.prover.replays > pairs/4 {
		t.Errorf("%d fixes are offered, %d are not, after %d replays", offered, said, p.prover.replays)
	}
}
