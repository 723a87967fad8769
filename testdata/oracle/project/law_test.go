package oracle

import (
	"fmt"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// files are the files of a project, by their paths.
type files map[string]string

func (f files) String() string {
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(f)) {
		fmt.Fprintf(&b, "-- %s --\n%s", name, f[name])
	}
	return b.String()
}

// write makes the files in a directory, and returns the names of those in its
// root.
func (f files) write(t *testing.T, root string) (names []string) {
	t.Helper()
	for _, name := range slices.Sorted(maps.Keys(f)) {
		file := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(f[name]), 0o644); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(name, "/") {
			names = append(names, name)
		}
	}
	return names
}

// compose are the compose files, the one first that others are put on.
func (f files) compose() (out []string) {
	for _, name := range slices.Sorted(maps.Keys(f)) {
		ext := path.Ext(name)
		stem := strings.TrimSuffix(name, ext)
		if ext != ".yaml" && ext != ".yml" {
			continue
		}
		if strings.HasPrefix(name, "docker-compose") || stem == "compose" || strings.HasPrefix(stem, "compose.") {
			out = append(out, name)
		}
	}
	slices.SortStableFunc(out, func(a, b string) int { return strings.Count(a, ".") - strings.Count(b, ".") })
	return out
}

// A command is one that builds.
type command struct {
	bake  bool
	files []string // nil for those that it finds itself
}

// commands are the ways in which the files can be built: those that compose and
// bake find themselves, the bake files without compose files, and each compose
// file, alone and put on the first.
func (f files) commands() (out []command) {
	compose := f.compose()
	for _, name := range compose {
		out = append(out, command{files: []string{name}})
		if name != compose[0] {
			out = append(out, command{files: []string{compose[0], name}}, command{files: []string{compose[0], compose[1], name}})
		}
		if _, named, _ := strings.Cut(strings.TrimPrefix(name, "docker-"), "."); named == "yaml" || named == "yml" {
			out = append(out, command{}, command{bake: true})
		}
	}
	var bake []string
	for _, name := range []string{"docker-bake.json", "docker-bake.hcl", "docker-bake.override.json", "docker-bake.override.hcl"} {
		if _, ok := f[name]; ok {
			bake = append(bake, name)
		}
	}
	if len(bake) > 0 {
		out = append(out, command{bake: true}, command{bake: true, files: bake})
	}
	return out
}

// An answer is what the builders' own libraries say of all commands.
type answer struct {
	builds            []build
	accepted, refused int
}

// asked asks for each of the commands, with the same environment.
func asked(t *testing.T, root string, commands []command, env ...string) (a answer) {
	t.Helper()
	for _, c := range commands {
		builds, err := c.builds(t, root, env)
		if err != nil {
			a.refused++
			continue
		}
		a.accepted++
		for _, b := range builds {
			b.where += fmt.Sprintf(" of %+v", c)
			a.builds = append(a.builds, b)
		}
	}
	return a
}

// builds are those of a command. compose-go panics where a build that is null
// extends one.
func (c command) builds(t *testing.T, root string, env []string) (out []build, err error) {
	t.Helper()
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("panic: %v", fault)
		}
	}()
	if c.bake {
		return bakeBuilds(t, root, c.files, env)
	}
	return composeBuilds(root, c.files, env)
}

// settings are environments in which values can be other than their defaults.
var settings = [][]string{{"A=.", "B=.", "C=a"}, {"A=api", "B=..", "C=docker/b"}}

// A verdict is what comes of comparing one project.
type verdict struct {
	diff              string // how a law is broken; empty if none is
	known, sure       bool   // nothing is unknown; and all is exact
	accepted, refused bool   // by the builders' own libraries, one command at least
}

// A law is how close the program has to come.
type law struct {
	// plain says that no attribute of a target of bake is said twice: then what
	// the program finds is no union.
	plain bool
	// args compares build arguments; nil for what is equal.
	args func(ours, theirs string) bool
}

// within reports whether all that is in some lines is in others.
func within(ours, theirs string) bool {
	lines := strings.Split(theirs, "\n")
	return ours == "" || !slices.ContainsFunc(strings.Split(ours, "\n"), func(line string) bool { return !slices.Contains(lines, line) })
}

// same reports whether two builds take the same.
func (l law) same(ours, theirs build) bool {
	if l.args == nil {
		l.args = func(a, b string) bool { return a == b }
	}
	return ours.place(theirs) && ours.contexts == theirs.contexts && l.args(ours.args, theirs.args)
}

// judge compares what the program finds in a project with what the builders'
// own libraries find.
func judge(t *testing.T, f files, l law) (v verdict) {
	t.Helper()
	root := filepath.Join(t.TempDir(), "root")
	if err := os.Mkdir(root, 0o755); err != nil {
		t.Fatal(err)
	}
	names := f.write(t, root)
	got, unknowns := ours(root, names)
	commands := f.commands()
	want := asked(t, root, commands)
	v.known, v.accepted, v.refused = len(unknowns) == 0, want.accepted > 0, want.refused > 0
	v.sure = v.known && !slices.ContainsFunc(got, func(b build) bool { return !b.exact })
	_, dotenv := f[".env"]
	switch {
	case !v.known:
	case !dotenv:
		v.diff = missing(want.builds, got, l.same)
	}
	if v.diff == "" && v.sure {
		for _, env := range settings {
			v.diff = missing(asked(t, root, commands, env...).builds, got, build.place)
			if v.diff != "" {
				v.diff += fmt.Sprintf(" with %q", env)
				break
			}
		}
	}
	if v.diff == "" && v.known && l.plain && want.refused == 0 && !dotenv {
		v.diff = untrue(f, root, got, want.builds)
	}
	if v.diff != "" {
		v.diff += "\nours:\n" + list(got) + strings.Join(unknowns, "\n") + "\ntheirs:\n" + list(want.builds)
	}
	return v
}

// missing says which build uses the root and is not among those found.
func missing(want, got []build, same func(build, build) bool) string {
	for _, w := range want {
		if w.usesRoot() && !slices.ContainsFunc(got, func(g build) bool { return same(g, w) }) {
			return fmt.Sprintf("not found, and nothing is said to be unknown: %v", w)
		}
	}
	return ""
}

// untrue says which build is found to be exact and is not there.
func untrue(f files, root string, got, want []build) string {
	for _, name := range slices.Sorted(maps.Keys(f)) { // an included or extended file can be built alone, too
		if strings.Contains(name, "/") || name == "common.yaml" {
			more, err := composeBuilds(root, []string{name}, nil)
			if err != nil {
				return "" // it can only be built by way of another one
			}
			want = append(want, more...)
		}
	}
	for _, g := range got {
		if g.exact && !slices.ContainsFunc(want, g.place) {
			return fmt.Sprintf("found as exact, and not there: %v", g)
		}
	}
	return ""
}

func list(builds []build) string {
	var out []string
	for _, b := range builds {
		out = append(out, "  "+b.String()+"\n")
	}
	slices.Sort(out)
	return strings.Join(slices.Compact(out), "")
}
