package catalog

import (
	"slices"
	"strings"
	"testing"
)

// FuzzNames compares the index with a look at every artefact there is.
func FuzzNames(f *testing.F) {
	for _, name := range []string{"node_modules", ".env", "a.env", ".env.local", "x.log", "core.1", "terraform.tfstate.backup", "é", "\xff", "", "a", "npm-debug.log", ".DS_Store"} {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) {
		var got, want []string
		Index().Each(name, func(a *Artefact) { got = append(got, a.Stack.ID+" "+a.Name()) })
		for _, s := range Stacks() {
			for _, a := range s.Artefacts {
				if name != "" && called(a, name) {
					want = append(want, a.Stack.ID+" "+a.Name())
				}
			}
		}
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%q means %q, want %q", name, got, want)
		}
		if Index().Knows(name) != (len(want) > 0) {
			t.Errorf("%q is known: %v", name, len(want) == 0)
		}
		OrdinaryFile(name)
		OrdinaryDirectory(name)
	})
}

// called reports whether an artefact may have a name.
func called(a *Artefact, name string) bool {
	if slices.ContainsFunc(a.Not, func(end string) bool { return strings.HasSuffix(name, end) }) && strings.Contains(a.Pattern, "*") {
		return false
	}
	parts := strings.Split(a.Pattern, "*")
	switch {
	case len(parts) == 1:
		return name == a.Pattern
	case len(parts) == 3:
		return strings.Contains(name, parts[1])
	case parts[0] == "" && name == parts[1]:
		return false // ".env" is none of "*.env"
	}
	return len(name) >= len(parts[0])+len(parts[1]) && strings.HasPrefix(name, parts[0]) && strings.HasSuffix(name, parts[1])
}
