package project

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// What nobody would write by hand comes to an end soon, in little memory, and
// is said to be unknown.
func TestHostile(t *testing.T) {
	wide := func(attribute string) string {
		var text strings.Builder
		for k := range maxValues + 1 {
			fmt.Fprintf(&text, "  %s = \"d%d\"\n", attribute, k)
		}
		return text.String()
	}
	var many, includes, arguments, parents strings.Builder
	for k := range maxValues + 1 {
		fmt.Fprintf(&arguments, "    k%d = \"v\"\n", k)
	}
	for k := range maxBuilds + 1 {
		fmt.Fprintf(&many, "  s%d: {build: d%d}\n", k, k)
		fmt.Fprintf(&includes, "  - c%d.yaml\n", k)
		fmt.Fprintf(&parents, `"t%d": {"inherits": ["t%d"], "args": {"a%d": "", "b%d": ""}}, `, k, k+1, k, k)
	}
	nested := func(n int) string { return strings.Repeat("${A:-", n) + "x" + strings.Repeat("}", n) }
	for _, c := range []struct {
		name, file, text string
		builds           int
		unknown          string // the first
	}{
		{"defaults in defaults", "compose.yaml", "services:\n  a:\n    build: " + nested(maxNested) + "\n", 1, ""},
		{"too many defaults", "compose.yaml", "services:\n  a:\n    build: " + nested(20_000) + "\n", 1, "Which build context compose.yaml:3 has is not known"},
		{"open braces", "compose.yaml", "services:\n  a:\n    build: " + strings.Repeat("${A:-", 40_000) + "\n", 1, "Which build context compose.yaml:3 has is not known"},
		{"many builds", "compose.yaml", "services:\n" + many.String(), maxBuilds, "Only 1000 builds that compose and bake files describe were looked at."},
		{"many includes", "compose.yaml", "include:\n" + includes.String(), 0, "What c0.yaml builds is not known: no such file or directory."},
		{"an include of itself", "compose.yaml", "include: &i\n  - *i\n", 0, "What compose.yaml:1 includes is not known."},
		{"a list", "compose.yaml", "services:\n  a:\n    build: [.]\n", 0, "What compose.yaml:3 builds is not known: a list is not what compose takes there."},
		{"large", "compose.yaml", strings.Repeat("#", maxDescription+1), 0, "What compose.yaml builds is not known: file is too large (more than 262144 bytes)."},
		{"many contexts", "docker-bake.hcl", "target \"a\" {\n" + wide("context") + "}\n", 0, "What docker-bake.hcl:52 builds is not known: an attribute has more than 50 values."},
		{"many dockerfiles", "docker-bake.hcl", "target \"a\" {\n" + wide("dockerfile") + wide("dockerfile") + "}\n", maxValues, "What docker-bake.hcl:52 builds is not known: an attribute has more than 50 values."},
		{"one thing many times", "docker-bake.hcl", "target \"a\" {\n" + strings.Repeat("  context = \".\"\n", 10_000) + "}\n", 1, ""},
		{"many arguments", "docker-bake.hcl", "target \"a\" {\n  args = {\n" + arguments.String() + "  }\n}\n", 1, `What the target "a" builds is not known: it has more than 50 build arguments or named contexts.`},
		{"arguments of all parents", "docker-bake.json", `{"target": {` + parents.String() + `"z": {}}}`, maxBuilds, `What the target "t0" builds is not known: it has more than 50 build arguments or named contexts.`},
		{"equal services", "compose.yaml", "services:\n" + strings.Repeat(" s: {build: .}\n", 5000), 1, `What compose.yaml:3 builds is not known: mapping key "s" already defined at line 2.`},
		{"an alias for each service", "compose.yaml", "x: &x {build: {args: {" + numbered(1000, "a%d: b,") + "}}}\nservices:\n" + numbered(1000, "  s%d: *x\n"), 35, "What compose.yaml builds is not known: its aliases make more than "},
		{"an alias for each include", "compose.yaml", "x: &x [" + numbered(9000, "$A%d,") + "]\ninclude:\n" + numbered(5000, "  - {path: *x}\n"), 0, "What compose.yaml:1 includes is not known: $A0."},
		{"files on one another", "compose.yaml", "include:\n" + strings.Repeat(" - path: [a.yaml, b.yaml]\n", 5000), 0, "What compose.yaml:52 includes is not known."},
		{"services that extend a large one", "compose.yaml", "services:\n z: {build: {args: {" + numbered(9000, "k%d: v,") + "}}}\n" + numbered(500, " t%d: {extends: z, build: {args: {a: b}}}\n"), 501, "Only 20000 build arguments and named contexts were merged that compose files say."},
		{"many unknowns", "compose.yaml", "services:\n" + numbered(5000, "  s%d: {build: {context: $A}}\n"), maxBuilds, "Which build context compose.yaml:2 has is not known: $A."},
		{"many targets", "docker-bake.hcl", numbered(maxTargets+1, "target \"t%d\" { context = \"x\" }\n"), 0, "Only 2000 targets of bake files were looked at."},
		{"values of all parents", "docker-bake.hcl", numbered(maxValues, "target \"p%d\" {\n"+wide("context")[:16*(maxValues-1)]+"}\n") + "target \"z\" { inherits = [" + numbered(maxValues, "\"p%d\", ") + "] }\n", 0, `What the target "z" builds is not known: an attribute has more than 50 values.`},
		{"many parents", "docker-bake.json", `{"target": {"a": {"inherits": [` + strings.Repeat(`"a", `, maxValues) + `"a"]}}}`, 1, "What docker-bake.json builds is not known: a target inherits from more than 50."},
	} {
		t.Run(c.name, func(t *testing.T) {
			builds, unknowns := builds(t, map[string]string{c.file: c.text})
			if len(builds) != c.builds {
				t.Errorf("%d builds, want %d: %.200q", len(builds), c.builds, fmt.Sprint(builds))
			}
			if first := slices.Concat(unknowns, []string{""})[0]; !strings.HasPrefix(first, c.unknown) || (c.unknown == "") != (first == "") {
				t.Errorf("unknown is %.200q, want %q", first, c.unknown)
			}
		})
	}
}

// Of more than anybody would write, the same is kept each time.
func TestManySettings(t *testing.T) {
	var pairs []string
	for k := range 2 * maxValues {
		pairs = append(pairs, fmt.Sprintf(`"k%d": "v%d"`, k, k))
	}
	all := "{" + strings.Join(pairs, ", ") + "}"
	files := map[string]string{"docker-bake.json": `{"target": {"a": {"args": ` + all + `, "contexts": ` + all + `}}}`}
	want, unknowns := builds(t, files)
	for range 10 {
		if got, _ := builds(t, files); !slices.Equal(got, want) {
			t.Fatalf("%q\nand then %q", want, got)
		}
	}
	if len(unknowns) == 0 {
		t.Error("that there are more is not said")
	}
}

// numbered repeats a text with numbers in it.
func numbered(n int, format string) string {
	var out strings.Builder
	for k := range n {
		out.WriteString(strings.ReplaceAll(format, "%d", fmt.Sprint(k)))
	}
	return out.String()
}

// However much is not known, it is told with its number.
func TestManyUnknowns(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "compose.yaml"), []byte("services:\n"+numbered(300, "  s%d: {build: {dockerfile: $A}}\n")), 0o644); err != nil {
		t.Fatal(err)
	}
	_, unknowns := Builds(dir, []string{"compose.yaml"})
	if last := unknowns[len(unknowns)-1]; len(unknowns) != maxUnknowns+1 || last != "200 more things that compose and bake files say are not known." {
		t.Errorf("%d unknowns, the last is %q", len(unknowns), last)
	}
}

// What cannot be known from the file alone is told.
func TestUnknowns(t *testing.T) {
	for text, want := range map[string]bool{
		"services:\n  a: {build: .}\n":                        true,
		"services:\n  a: {build: $HERE}\n":                    false,
		"include: [none.yaml]\n":                              false,
		"services:\n  a: [\n":                                 false,
		"a: 1\na: 2\n":                                        false,
		"#" + strings.Repeat("#", 256<<10):                    false,
		"services:\n" + numbered(1001, "  s%d: {build: .}\n"): false,
	} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "compose.yaml"), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		if _, unknowns := Builds(dir, []string{"compose.yaml"}); (len(unknowns) == 0) != want {
			t.Errorf("%.40q: unknown is %.200q", text, unknowns)
		}
	}
}

// However many files a file includes, some are read, and that there are more is
// said once.
func TestManyFiles(t *testing.T) {
	files := make(map[string]string)
	include := "include:\n"
	for k := range maxDescriptions + 10 {
		name := fmt.Sprintf("more/%d.yaml", k)
		files[name] = "services:\n  a: {build: .}\n"
		include += "  - " + name + "\n"
	}
	files["compose.yaml"] = include
	builds, unknowns := builds(t, files)
	if len(builds) != maxDescriptions-1 || !slices.Equal(unknowns, []string{"Only 50 compose and bake files were read."}) {
		t.Errorf("%d builds, unknown is %q", len(builds), unknowns)
	}
}
