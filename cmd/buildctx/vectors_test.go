package main_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/buildctx/buildctx/cmd/internal/cli"
)

// run is the program, in process.
func run(args []string, stdout, stderr io.Writer) int {
	return cli.Main(args, cli.Streams{In: strings.NewReader(""), Out: stdout, Err: stderr})
}

// A recorder is a builder whose lists are recorded.
type recorder struct {
	name    string // of the builder, for --builder
	file    string // of its record
	args    string // of the recipe's list of its arguments
	folders string // first letters of the folders whose record is a list of context paths
}

var recorders = []recorder{
	{name: "buildkit", file: "wire.txt", args: "bxargs", folders: "dfp"},
	{name: "classic", file: "classic29.txt", args: "dkargs", folders: "dfp"},
	{name: "classic", file: "classic28.txt", args: "dkargs", folders: "dfp"},
	// What buildah's image holds is the context under its own names only where the Dockerfile is "COPY . /".
	{name: "buildah", file: "buildah.txt", args: "baargs", folders: "fp"},
}

// unpredictable are the records that do not follow from the tree and the arguments, with the reason.
var unpredictable = map[string]string{}

// TestVectors makes every recorded tree and holds "buildctx ls" to what the builders received for it: the same paths,
// of the same types, in the same order.
//
// Where a build failed, what arrived before it did is compared all the same; a list that never arrived because the
// builder refused the context cannot be, and there the program has to end with status 1 and to say what the builder
// said. Where BuildKit failed later, for a source that is not there, the status has to be 1 too; what the other
// builders object to in a Dockerfile after the context has arrived is not compared.
func TestVectors(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("the records are of Linux; some names cannot be made elsewhere")
	}
	const folder = "../../testdata/builder"
	recipes, err := filepath.Glob(folder + "/*/recipe.sh")
	if err != nil || len(recipes) == 0 {
		t.Fatalf("no recipes: %v", err)
	}
	maker := newMaker(t, folder)
	var score score
	t.Run("tree", func(t *testing.T) {
		for _, recipe := range recipes {
			dir := filepath.Dir(recipe)
			name := filepath.Base(dir)
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				tree := maker.make(t, recipe)
				for _, rec := range recorders {
					if r := readRecord(t, filepath.Join(dir, rec.file)); r != nil && strings.Contains(rec.folders, name[:1]) {
						rec.compare(t, tree, name, r, &score)
						rec.compareFigures(t, tree, r, &score)
					}
				}
			})
		}
	})
	score.log(t)
}

// compare runs the program as the builder was run and compares what it lists.
func (rec recorder) compare(t *testing.T, tree tree, name string, want *record, score *score) {
	t.Helper()
	if reason := unpredictable[name+"/"+rec.file]; reason != "" {
		t.Logf("%s: not compared: %s", rec.file, reason)
		return
	}
	args := append([]string{"ls", "--format", "ndjson", "--builder", rec.name}, tree.args(t, rec.args)...)
	var stdout, stderr bytes.Buffer
	status := run(args, &stdout, &stderr)
	complaints := want.check(stdout.Bytes(), stderr.String(), status, rec)
	score.add(rec.file, len(complaints) == 0)
	if len(complaints) > 0 {
		t.Errorf("%s: buildctx %s\n%s\nstatus %d, standard error:\n%s", rec.file, strings.Join(args, " "),
			strings.Join(complaints, "\n"), status, stderr.String())
	}
}

// check is everything in which the program's answer differs from the record.
func (r *record) check(stdout []byte, stderr string, status int, rec recorder) (complaints []string) {
	entries, err := parseNDJSON(stdout)
	if err != nil {
		return []string{err.Error()}
	}
	if r.refused() || rec.name == "buildkit" {
		if want := min(r.exit, 1); status != want {
			complaints = append(complaints, fmt.Sprintf("status %d, want %d: the builder said %q", status, want, r.message))
		}
	}
	if r.refused() {
		if said := r.reason(); !strings.Contains(stderr, said) {
			complaints = append(complaints, fmt.Sprintf("standard error lacks %q", said))
		}
		return complaints
	}
	got := make([]line, len(entries))
	for i, e := range entries {
		got[i] = e.line()
	}
	want := slices.Clone(r.entries)
	if r.contexts() > 1 {
		// For platforms that ask for different paths there are several transfers; the list is what they have in all.
		slices.SortFunc(got, byText)
		slices.SortFunc(want, byText)
		want = slices.Compact(want)
	}
	if r.sorted {
		// The record tells nothing of the order, but all builders walk alike. Only a Dockerfile that the classic client
		// adds itself comes out of turn.
		if err := walkOrder(entries); err != nil && !slices.Contains(want, line{text: ".dockerfile.*"}) {
			complaints = append(complaints, err.Error())
		}
		slices.SortFunc(got, byText)
		slices.SortFunc(want, byText)
	}
	for i := range min(len(got), len(want)) {
		got[i] = got[i].only(want[i])
	}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(line{}), cmpopts.EquateEmpty()); diff != "" {
		complaints = append(complaints, "(-recorded +listed)\n"+diff)
	}
	return complaints
}

func byText(a, b line) int { return strings.Compare(a.text, b.text) }

// only leaves of l what is recorded of want.
func (l line) only(want line) line {
	if want.mode == "" {
		l.mode = ""
	}
	if want.size == "" {
		l.size = ""
	}
	return l
}

// A score counts agreements.
type score struct {
	mu           sync.Mutex
	agree, total map[string]int
}

func (s *score) add(file string, agrees bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.total == nil {
		s.agree, s.total = make(map[string]int), make(map[string]int)
	}
	s.total[file]++
	if agrees {
		s.agree[file]++
	}
}

func (s *score) log(t *testing.T) {
	var b strings.Builder
	for _, rec := range recorders {
		fmt.Fprintf(&b, "\n  %-9s %-14s %3d of %3d", rec.name, rec.file, s.agree[rec.file], s.total[rec.file])
		if figures := "figures of " + rec.file; s.total[figures] > 0 {
			fmt.Fprintf(&b, ", figures %3d of %3d", s.agree[figures], s.total[figures])
		}
	}
	t.Logf("records that agree:%s", b.String())
}

// A maker makes trees.
type maker struct{ script, mknode string }

// newMaker builds the program that makes what the shell cannot.
func newMaker(t *testing.T, folder string) maker {
	t.Helper()
	m := maker{script: filepath.Join(folder, "maketree.sh"), mknode: filepath.Join(t.TempDir(), "mknode")}
	out, err := exec.Command("go", "build", "-o", m.mknode, filepath.Join(folder, "mknode")).CombinedOutput()
	if err != nil {
		t.Fatalf("building mknode: %v\n%s", err, out)
	}
	return m
}

// A tree is what a recipe made: the directories ctx and meta in dir.
type tree struct{ dir string }

// make runs a recipe, in memory where the system has a directory for that. Where this user or no file system can have
// such a tree the test is skipped.
func (m maker) make(t *testing.T, recipe string) tree {
	t.Helper()
	var refusal []byte
	for _, parent := range []string{"/dev/shm", os.TempDir()} {
		dir, err := os.MkdirTemp(parent, "buildctx")
		if err != nil {
			continue
		}
		t.Cleanup(func() { os.RemoveAll(dir) })
		cmd := exec.Command("bash", m.script, recipe, dir)
		cmd.Env = append(os.Environ(), "MKNODE="+m.mknode)
		out, err := cmd.CombinedOutput()
		var exit *exec.ExitError
		switch {
		case errors.As(err, &exit) && exit.ExitCode() == 77:
			refusal = bytes.TrimSpace(out)
		case err != nil || len(out) > 0:
			t.Fatalf("%s: %v\n%s", recipe, err, out)
		default:
			return tree{dir}
		}
	}
	t.Skipf("this tree cannot be made here: %s", refusal)
	return tree{}
}

// args are the arguments that the recipe has for one builder, and the context. The builders ran in the context; here
// many run at once, so paths are made absolute.
func (tr tree) args(t *testing.T, list string) []string {
	t.Helper()
	ctx := filepath.Join(tr.dir, "ctx")
	var args []string
	if df := tr.meta(t, "df"); len(df) == 1 && df[0] != "none" {
		args = append(args, "-f", filepath.Join(ctx, df[0]))
	}
	for _, arg := range tr.meta(t, list) {
		if name, dir, ok := strings.Cut(arg, "="); ok && len(args) > 0 && args[len(args)-1] == "--build-context" {
			arg = name + "=" + filepath.Join(ctx, dir)
		}
		args = append(args, arg)
	}
	return append(args, ctx)
}

// meta reads what a recipe left about the arguments, one a line.
func (tr tree) meta(t *testing.T, name string) []string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(tr.dir, "meta", name))
	if os.IsNotExist(err) {
		return nil
	}
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSpace(string(data)), "\n")
}
