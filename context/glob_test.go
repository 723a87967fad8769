package buildcontext_test

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/scan"
	"github.com/buildctx/buildctx/ignore"
)

// linkTree makes a tree of links and one file, x.
func linkTree(t *testing.T, targets ...string) *buildcontext.Tree {
	t.Helper()
	entries := []scan.Entry{{Path: "x", Mode: 0o644, Size: 1}}
	for k, target := range targets {
		entries = append(entries, scan.Entry{Path: fmt.Sprintf("l%03d", k), Mode: fs.ModeSymlink | 0o777, Target: target})
	}
	list, err := scan.FromEntries("/", entries)
	if err != nil {
		t.Fatal(err)
	}
	return buildcontext.New(list)
}

// TestManyLinks shows that links to the directory in which they lie, each of
// which makes all the others lead further, name the one file once.
func TestManyLinks(t *testing.T) {
	tree := linkTree(t, strings.Split(strings.Repeat(".", 40), "")...)
	source := strings.Repeat("l*/", 30) + "x"
	if found := tree.Find(source); len(found) != 1 || tree.Path(found[0]) != "x" {
		t.Errorf("%d entries", len(found))
	}
	view := tree.Replay(buildcontext.Rules{Builder: ignore.BuildKit})
	if found := view.Find(source); len(found) != 1 {
		t.Errorf("%d entries that are sent", len(found))
	}
	rules := buildcontext.Rules{Builder: ignore.Buildah}
	if view := tree.ReplaySources(rules, []string{"x", source}); view.TooManyPaths != source || !view.Sent(1) && !view.Sent(uint32(tree.Len()-1)) {
		t.Errorf("beyond is %q", view.TooManyPaths)
	}
	if view := tree.ReplaySources(rules, []string{"l*/l*/x"}); view.TooManyPaths != "" || view.Totals.Files != 1 {
		t.Errorf("beyond is %q, %+v", view.TooManyPaths, view.Totals)
	}
}

// TestLinksOfLinks shows that links that lead through one another several times
// are followed up to a number of them.
func TestLinksOfLinks(t *testing.T) {
	targets := []string{"."}
	for k := range 38 {
		targets = append(targets, strings.Repeat(fmt.Sprintf("l%03d/", k), 3))
	}
	tree := linkTree(t, targets...)
	if found := tree.Find("l003/x"); len(found) != 1 {
		t.Errorf("%d entries behind a few links", len(found))
	}
	if found := tree.Find("l038/x"); len(found) != 0 {
		t.Errorf("%d entries behind more links than anybody follows", len(found))
	}
}

// TestManyDoubleStars shows that each directory is looked at once, however many
// "**" there are.
func TestManyDoubleStars(t *testing.T) {
	var entries []scan.Entry
	dir := "d"
	for range 60 {
		entries = append(entries, scan.Entry{Path: dir, Mode: fs.ModeDir | 0o755})
		dir += "/d"
	}
	list, err := scan.FromEntries("/", entries)
	if err != nil {
		t.Fatal(err)
	}
	if found := buildcontext.New(list).Find(strings.Repeat("**/", 20) + "d"); len(found) != 60 {
		t.Errorf("%d entries, want 60", len(found))
	}
}
