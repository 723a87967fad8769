package target

import (
	"fmt"
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
		{"many parents", "docker-bake.json", `{"target": {"a": {"inherits": [` + strings.Repeat(`"a", `, maxValues) + `"a"]}}}`, 1, "What docker-bake.json builds is not known: a target inherits from more than 50."},
	} {
		t.Run(c.name, func(t *testing.T) {
			builds, unknowns := builds(t, map[string]string{c.file: c.text})
			if len(builds) != c.builds {
				t.Errorf("%d builds, want %d: %q", len(builds), c.builds, builds[:min(len(builds), 3)])
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
