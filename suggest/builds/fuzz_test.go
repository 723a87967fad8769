package builds

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/buildctx/buildctx/context/needs"
	"github.com/buildctx/buildctx/suggest/internal/placetest"
)

// Whatever files and instructions say: answers are the same in whatever order
// the questions come, the same where it was said beforehand what would be asked
// for, and lead to files that are there.
func FuzzFiles(f *testing.F) {
	placetest.AddTexts(f)
	f.Fuzz(func(t *testing.T, text []byte, run string, which uint8) {
		dockerfile := placetest.TwoStages(run)
		set, err := needs.Analyze([]byte(dockerfile), needs.Options{AllStages: true})
		if err != nil || len(set.Problems) > 0 {
			return
		}
		in := place{files: placetest.Sources(), heads: placetest.Texts(text, which), dockerfiles: []string{dockerfile}}.input(t)
		forward, backward, asked := New(in), New(in), New(in)
		names := make(map[string]bool)
		var entries []uint32
		for i := uint32(1); i < uint32(in.Tree.Len()); i++ {
			entries = append(entries, i)
			for at := i; at != 0; at = in.Tree.Parent(at) {
				names[in.Tree.Name(at)] = true
			}
		}
		asked.ExpectNames(map[string]bool{})
		ask(asked, entries[0]) // another expectation before does not matter
		asked.ExpectNames(names)
		want := make([]answers, len(entries))
		for k, i := range entries {
			want[k] = ask(forward, i)
			want[k].lead(t, in)
		}
		for k, i := range slices.Backward(entries) {
			if got := ask(backward, i); !reflect.DeepEqual(got, want[k]) {
				t.Fatalf("%s asked for last and first:\n%s", in.Tree.Path(i), cmp.Diff(got, want[k]))
			}
			if got := ask(asked, i); !reflect.DeepEqual(got, want[k]) {
				t.Fatalf("%s with and without what is asked for:\n%s", in.Tree.Path(i), cmp.Diff(got, want[k]))
			}
		}
	})
}

// answers are what is known of an entry.
type answers struct {
	Texts    []string
	Embedded string
	Started  string
	From     string
	Sure     bool
	Far      Reach
	Tools    []bool
}

func ask(r *Builds, i uint32) answers {
	var a answers
	a.Far, a.Texts = r.Reach(i)
	a.Embedded, a.Sure = r.EmbeddedBy(i)
	a.Started, a.From = r.StartedBy(i), r.InstalledFrom(i)
	a.Texts = append(a.Texts, r.MentionedBy(i), r.MentionedWithParents(i), r.EndsIn(i), r.ReadBy(i, 0), r.ReadBy(i, 2), r.AsksGit().By, r.UsedBy(i), r.RunBy(i), r.ServedBy(i), r.Linked(i, func(string) bool { return true }))
	for _, tool := range []string{"npm", "cargo"} {
		a.Tools = append(a.Tools, r.NotRebuilt(tool, i) == "", r.NotRefetched(tool, i) == "", r.Refilled(tool, i), r.BuildsWith(tool))
		a.Texts = append(a.Texts, r.FetchedBy(tool, i))
	}
	a.Tools = append(a.Tools, r.Taken(i))
	return a
}

// lead holds that what is said to name something is there.
func (a answers) lead(t *testing.T, in Input) {
	t.Helper()
	files := []string{a.Embedded, a.Started, a.From}
	for _, text := range a.Texts {
		if file, ok := strings.CutSuffix(text, " names it"); ok {
			files = append(files, file)
		}
		if file, ok := strings.CutSuffix(text, " loads it"); ok {
			files = append(files, file)
		}
	}
	for _, file := range files {
		if i, ok := in.Tree.Lookup(file); file != "" && (!ok || in.Tree.IsDir(i)) {
			t.Fatalf("%q is said to name something", fmt.Sprint(file))
		}
	}
}
