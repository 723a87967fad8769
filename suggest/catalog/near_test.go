package catalog

import (
	"path"
	"strings"
	"testing"

	"pgregory.net/rapid"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/scan"
)

// TestNear holds that the same paths are found as by comparing each name with
// each.
func TestNear(t *testing.T) {
	name := rapid.StringOfN(rapid.SampledFrom([]rune("abAé\u212a")), 3, 6, -1)
	file := rapid.Custom(func(t *rapid.T) string { return name.Draw(t, "dir") + "/" + name.Draw(t, "name") })
	rapid.Check(t, func(t *rapid.T) {
		var entries []scan.Entry
		for _, path := range rapid.SliceOfNDistinct(file, 1, 20, rapid.ID[string]).Draw(t, "files") {
			entries = append(entries, scan.Entry{Path: path, Mode: 0o644})
		}
		list, err := scan.FromEntries("/", entries)
		if err != nil {
			t.Fatal(err)
		}
		tree := buildcontext.New(list)
		asked := rapid.SliceOfN(rapid.OneOf(file, name), 1, 20).Draw(t, "asked")
		for n, got := range NearAll(tree, asked) {
			if want := nearOne(tree, asked[n]); got != want || Near(tree, asked[n]) != want {
				t.Errorf("near %q: %q, want %q", asked[n], got, want)
			}
		}
	})
}

// nearOne compares the first name that is absent with all that are in its
// place.
func nearOne(t *buildcontext.Tree, name string) string {
	at := uint32(0)
	components := strings.Split(name, "/")
	for n, component := range components {
		if i, ok := t.Child(at, component); ok {
			at = i
			continue
		}
		var found []string
		for i := range t.Children(at) {
			candidate := path.Join(t.Path(i), path.Join(components[n+1:]...))
			_, there := t.Lookup(candidate)
			if there && (OneLetterApart(component, t.Name(i)) || strings.EqualFold(component, t.Name(i))) {
				found = append(found, candidate)
			}
		}
		if len(found) != 1 || len(component) < 4 {
			return ""
		}
		return found[0]
	}
	return ""
}

// What is compared with a name has something in common with it.
func TestNeighbors(t *testing.T) {
	const n = 500
	var slips []*slip
	for k := range n {
		slips = append(slips, &slip{name: strings.Repeat("x", k%7+4) + string(rune('a'+k%26)) + strings.Repeat("y", k/26+1)})
	}
	x, compared := newNeighbors(slips), 0
	for _, s := range slips {
		x.near(s.name, func(*slip) { compared++ })
	}
	if most := n * n / 8; compared > most {
		t.Errorf("%d comparisons of %d names, want at most %d", compared, n, most)
	}
}
