package catalog

import (
	"flag"
	"os"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the reference page anew")

// The page is what the data says.
func TestPage(t *testing.T) {
	const name = "README.md"
	page := Page()
	if *update {
		if err := os.WriteFile(name, []byte(page), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if is, err := os.ReadFile(name); err != nil || string(is) != page {
		t.Errorf("%s is not what the data says (%v); go test ./suggest/catalog -update", name, err)
	}
}

// Each entry says all that has to be said.
func TestData(t *testing.T) {
	proofs := []Proof{ByName, ByMarker, ByBoth, Untracked, Payload, Kept, ByContent, Ask}
	owner := make(map[string]string)
	for _, s := range Stacks() {
		if s.Title == "" || len(s.Artefacts) == 0 {
			t.Errorf("%s is empty", s.ID)
		}
		for name, tool := range s.Tools {
			if owner[name] != "" {
				t.Errorf("%s: %s has the tool %s, too", s.ID, owner[name], name)
			}
			owner[name] = s.ID
			if (tool.Fetch == "") != (len(tool.Install.Commands) == 0) || (tool.Make == "") != (len(tool.Build) == 0) || tool.Fetch+tool.Make == "" {
				t.Errorf("%s: the tool %s does not say what it does", s.ID, name)
			}
		}
		for _, i := range s.Installers {
			if len(i.Commands) == 0 || len(i.Modules)+len(i.More) == 0 {
				t.Errorf("%s: an installer without commands, or without manifests: %v", s.ID, i)
			}
		}
		for _, a := range s.Artefacts {
			check(t, a, func(ok bool, fault string) {
				if !ok {
					t.Errorf("%s: %s: %s", s.ID, a.Name(), fault)
				}
			})
			if !slices.Contains(proofs, a.Proof) {
				t.Errorf("%s: %s: %q is no proof", s.ID, a.Name(), a.Proof)
			}
		}
	}
}

func check(t *testing.T, a *Artefact, want func(ok bool, fault string)) {
	t.Helper()
	tool := Tools()[a.Tool]
	stars := strings.Count(a.Pattern, "*")
	markers := len(a.Beside) + len(a.Inside)
	want(a.Pattern != "" && a.Why != "", "no name, or no reason")
	want(stars <= 1 || stars == 2 && a.Pattern[0] == '*' && strings.HasSuffix(a.Pattern, "*"), "too many stars")
	want(!strings.ContainsAny(a.In, "*/"), "more than one directory in the name")
	want(a.Tool == "" || tool != nil, "nobody brings the tool "+a.Tool)
	want(markers > 0 || a.Proof != ByBoth && a.Proof != ByMarker || a.Category == Log, "nothing can prove it")
	want(a.Begins == "" || !a.Dir, "a directory has no content")
	want(!a.Source || a.Proof == ByBoth, "what is source as often as not needs two proofs")
	switch a.Category {
	case Dependencies:
		want(a.MadeAgain() != "", "it does not say how it is made again")
	case BuildOutput:
		want(a.MadeAgain() != "" || a.Proof == Kept, "it does not say how it is made again")
	}
	switch a.Proof {
	case Payload, Kept, Ask, ByContent:
		want(a.Needed != "" || a.Category == Test || a.Category == Cache || a.Category == Log || a.Category == BuildOutput, "it does not say when it is needed")
	}
}

// Two stacks may use a name, each with a marker of its own.
func TestNamesAreTold(t *testing.T) {
	seen := make(map[string]*Artefact)
	for _, s := range Stacks() {
		for _, a := range s.Artefacts {
			for _, marker := range append(slices.Concat(a.Beside, a.Inside), "") {
				key := strings.Join([]string{a.Name(), string(a.Category), marker}, " ")
				if a.Dir {
					key += "/"
				}
				if a.Holder {
					key += " above"
				}
				if other := seen[key]; other != nil && (marker != "" || a.Proof != ByBoth && a.Proof != ByMarker) && other != a {
					t.Errorf("%s and %s both have %s with %q", other.Stack.ID, s.ID, a.Name(), marker)
				}
				seen[key] = a
			}
		}
	}
}

// A data file with a fault says which.
func TestParse(t *testing.T) {
	for src, want := range map[string]string{
		`{"title":"X","artefacts":{"caches":[]}}`:                            `"caches" is no category`,
		`{"title":"X","artefacts":{"cache":[{"dirs":["a"],"y":"because"}]}}`: `unknown field "y"`,
		`{"title":"X"} {}`: "more than one object",
		`{"title":`:        "unexpected EOF",
	} {
		if _, err := parse("x", []byte(src)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error %v, want %q", src, err, want)
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	files, _ := data.ReadDir(".")
	for range b.N {
		for _, f := range files {
			src, _ := data.ReadFile(f.Name())
			if _, err := parse(f.Name(), src); err != nil {
				b.Fatal(err)
			}
		}
	}
}
