package project

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"
)

func FuzzCompose(f *testing.F) {
	for _, text := range []string{
		"services:\n  a:\n    build: {context: ., dockerfile: a.df, additional_contexts: [x=.]}\n  b:\n    extends: {service: a, file: more.yaml}\n",
		"include:\n  - {path: [a.yaml, ../b.yaml], project_directory: ${D:-..}}\nservices: {a: {build: ../x}, b: {build: {context: git@h:r.git}}}\n",
		"x: &x {context: \"${A:-.}/$$\", args: [K=v, L], dockerfile_inline: \"FROM a\\n\"}\nservices:\n  a: {build: *x}\n---\nservices: {b: {build: {<<: *x, dockerfile: /d}}}\n",
		"services:\n  a:\n    build:\n      dockerfile_inline: |\n        # syntax=x\n        FROM a\n        COPY a /\n      args: {A: 1, B: null}\n",
		"services:\n  a: {build: [.]}\n  a: {build: .}\n  b: !reset null\n",
	} {
		f.Add([]byte(text))
	}
	describedBy(f, "compose.yaml")
}

func FuzzBakeHCL(f *testing.F) {
	for _, text := range []string{
		"target \"a\" {\n  context = \".\"\n  dockerfile = \"a.df\"\n  inherits = [\"b\"]\n}\n# x\ntarget \"b\" { args = { V = \"${X}\" } }\n",
		"variable \"T\" { default = \"x\" }\ntarget a {\n  dockerfile-inline = <<-E\n    FROM a\n    E\n  contexts = { \"n\": \"../d\", m = \"cwd://.\" }\n}\n",
		"target \"a\" {\n  context = \"$${x}\\u0041%%{\"\n  args = { k = \"a${f(\"}\")}\" }\n /* } */ matrix = { n = [1, 2] }\n}\n",
		"target \"a\" { dockerfile = \"\\\"\" \n context = x(\"y\")\n}}}\ntarget",
	} {
		f.Add([]byte(text))
	}
	describedBy(f, "docker-bake.hcl")
}

func FuzzBakeJSON(f *testing.F) {
	for _, text := range []string{
		`{"target":{"a":{"context":".","dockerfile":"a.df","inherits":["b"]},"b":{"args":{"V":"${X}","W":1},"contexts":{"n":"../d"}}}}`,
		"{\"target\":{\n\"a\":{\"dockerfile-inline\":\"FROM a\\n\",\"dockerfile\":null}}}",
		"{\"target\":\n[]}",
		`{"target":{"a":{"context":7}}}`,
	} {
		f.Add([]byte(text))
	}
	describedBy(f, "docker-bake.json")
}

// describedBy fuzzes one sort of files. Whatever such a file holds, reading it
// ends and says the same each time, what it names lies in the build context,
// and every sentence is one line that leads to the file.
func describedBy(f *testing.F, name string) {
	dir := f.TempDir()
	where := regexp.MustCompile(`^(target .* of )?` + regexp.QuoteMeta(name) + `(:\d+)?$`)
	f.Fuzz(func(t *testing.T, text []byte) {
		if err := os.WriteFile(filepath.Join(dir, name), text, 0o644); err != nil {
			t.Fatal(err)
		}
		builds, unknowns := Builds(dir, []string{name})
		for _, b := range builds {
			switch {
			case b.Dockerfile != "" && (!filepath.IsLocal(b.Dockerfile) || b.Inline != nil):
				t.Errorf("%q builds %q, outside of the build context or inline, too", text, b.Dockerfile)
			case b.Context != "" && b.Context != Elsewhere && !filepath.IsLocal(b.Context):
				t.Errorf("%q has the build context %q", text, b.Context)
			case b.File != name && b.File != "" || b.Where != "" && !where.MatchString(strings.ReplaceAll(b.Where, "\n", " ")):
				t.Errorf("%q has a build in %q, at %q", text, b.File, b.Where)
			case strings.Count(b.Where, ":") == 1 && !hasLine(text, b.Where[strings.LastIndex(b.Where, ":")+1:]):
				t.Errorf("%q has a build at %q", text, b.Where)
			case !slices.IsSorted(b.Contexts) || slices.ContainsFunc(b.Contexts, func(c string) bool { return !strings.Contains(c, "=") }):
				t.Errorf("%q has the named contexts %q", text, b.Contexts)
			}
		}
		if len(builds) > maxBuilds {
			t.Errorf("%d builds", len(builds))
		}
		for _, said := range unknowns {
			if said == "" || !strings.HasSuffix(said, ".") {
				t.Errorf("%q: %q", text, said)
			}
		}
		again, unknownsAgain := Builds(dir, []string{name})
		if !reflect.DeepEqual(builds, again) || !slices.Equal(unknowns, unknownsAgain) {
			t.Errorf("%q has %+v %q\nand then %+v %q", text, builds, unknowns, again, unknownsAgain)
		}
	})
}

// hasLine reports whether a text has a line of that number. YAML has more line
// ends than others.
func hasLine(text []byte, number string) bool {
	n, err := strconv.Atoi(number)
	ends := regexp.MustCompile("\r\n|[\n\r\u0085\u2028\u2029]").FindAllIndex(text, -1)
	return err == nil && n >= 1 && n <= 1+len(ends)
}

// FuzzBakeAlike says the same in HCL and in JSON; what is written as a literal
// is read as it was meant.
func FuzzBakeAlike(f *testing.F) {
	f.Add("a", ".", "a.df", "K", "v")
	f.Add("a b", "../x", "\"\\\n\t#//", "context", "}")
	f.Add("\u00e9", "cwd://.", "$%{", "a-b.c", "<<E\nE\n")
	root := f.TempDir()
	f.Fuzz(func(t *testing.T, name, context, dockerfile, key, value string) {
		for _, s := range []string{name, context, dockerfile, key, value} {
			if !utf8.ValidString(s) || isTemplate(s) || strings.ContainsFunc(s, func(c rune) bool { return c < ' ' && !strings.ContainsRune("\n\t\r", c) }) {
				return
			}
		}
		quoted := strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\t", `\t`, "\r", `\r`)
		hcl := fmt.Sprintf("target %q {\n  context = \"%s\"\n  dockerfile = \"%s\"\n  args = { \"%s\" = \"%s\" }\n}\n", "a",
			quoted.Replace(context), quoted.Replace(dockerfile), quoted.Replace(key), quoted.Replace(value))
		json, err := json.Marshal(map[string]any{"target": map[string]any{"a": map[string]any{"context": context, "dockerfile": dockerfile, "args": map[string]string{key: value}}}})
		if err != nil {
			t.Fatal(err)
		}
		var found [2][]Build
		for k, text := range map[string][]byte{"docker-bake.hcl": []byte(hcl), "docker-bake.json": json} {
			if err := os.WriteFile(filepath.Join(root, k), text, 0o644); err != nil {
				t.Fatal(err)
			}
			builds, unknowns := Builds(root, []string{k})
			for _, b := range builds {
				b.File, b.Where = "", ""
				found[len(k)-len("docker-bake.hcl")] = append(found[len(k)-len("docker-bake.hcl")], b)
			}
			if len(unknowns) > 0 {
				t.Fatalf("%s: %q in\n%s", k, unknowns, text)
			}
		}
		if !reflect.DeepEqual(found[0], found[1]) {
			t.Fatalf("%s\n%+v\n%s\n%+v", hcl, found[0], json, found[1])
		}
		for _, b := range found[0] {
			if b.Args[key] != value {
				t.Fatalf("%s\nhas the arguments %q", hcl, b.Args)
			}
		}
	})
}

// FuzzInterpolate proves that a text without a dollar sign is taken as it is,
// that one with each of them written twice is, too, and that a default is what
// the variable stands for.
func FuzzInterpolate(f *testing.F) {
	for _, s := range []string{"", "a", "$", "$$", "${A:-b}", "${A-${B:-c}}", "${A", "$A", "${A:-$}", "x${A:?no}y", "${}", "${A:-{}}"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		value, literal, known := interpolate(s)
		if literal && !known {
			t.Errorf("%q has no variable, and is not known", s)
		}
		if !strings.Contains(s, "$") && (value != s || !literal) {
			t.Errorf("%q is %q", s, value)
		}
		if got, literal, known := interpolate(strings.ReplaceAll(s, "$", "$$")); got != s || !literal || !known {
			t.Errorf("%q with dollar signs twice is %q", s, got)
		}
		if strings.ContainsAny(s, "{}") {
			return
		}
		if got, literal, ok := interpolate("<${A:-" + s + "}>"); literal || ok != known || ok && got != "<"+value+">" {
			t.Errorf("%q as a default is %q, and %q otherwise", s, got, value)
		}
	})
}

// FuzzRemoteSteps proves that a step is found where its action is named, each
// time alike.
func FuzzRemoteSteps(f *testing.F) {
	const head = "on: push\njobs:\n  a:\n    steps:\n"
	for _, text := range []string{
		"      - uses: docker/build-push-action@v6\n",
		"      - { \"uses\": 'Docker/Build-Push-Action@v6', with: {file: x} }\n",
		"      - uses: &a docker/build-push-action@v6\n      - uses: *a\n  b: {steps: [uses: docker/build-push-action@v5]}\n",
		"      - uses: !!str docker/build-push-action@v6 # x\n      - uses: >-\n          docker/build-push-action@v4\n",
	} {
		f.Add([]byte(head + text))
	}
	f.Add([]byte("jobs: {a: {steps: [{uses: docker/build-push-action@v6}]}, b: {steps: [{uses: docker/build-push-action@v5}]}}"))
	f.Fuzz(func(t *testing.T, src []byte) {
		steps := RemoteSteps(src)
		for k, s := range steps {
			if !hasLine(src, strconv.Itoa(s.Line)) || s.Column < 1 || s.Dockerfile == "" || k > 0 && steps[k-1].Line > s.Line {
				t.Errorf("%q has %+v", src, steps)
			}
			if !bytes.Contains(bytes.ToLower([]byte(s.Word)), []byte(buildAction)) {
				t.Errorf("%q has a step with %q", src, s.Word)
			}
		}
		for range 4 {
			if again := RemoteSteps(src); !slices.Equal(steps, again) {
				t.Errorf("%q has %+v and then %+v", src, steps, again)
			}
		}
	})
}
