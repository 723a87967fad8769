package ignore_test

import (
	"fmt"
	"io/fs"
	"path/filepath"

	"github.com/buildctx/buildctx/ignore"
)

func ExampleParse() {
	f := ignore.Parse(".dockerignore", []byte("# caches\n/tmp/\n! tmp/keep\n[\n"))
	for _, r := range f.Rules(ignore.BuildKit) {
		fmt.Printf("line %d: %-11q %-10q negated=%-5v %v\n", r.Line, r.Text, r.Pattern, r.Negated, r.Err)
	}
	// Output:
	// line 2: "/tmp/"     "tmp"      negated=false <nil>
	// line 3: "! tmp/keep" "tmp/keep" negated=true  <nil>
	// line 4: "["         "["        negated=false syntax error in pattern
}

func ExampleFile_Check() {
	f := ignore.Parse(".dockerignore", []byte("*.log\na\tb\n"))
	for _, b := range ignore.Builders() {
		for _, d := range f.Check(b) {
			fmt.Printf("%v: %v %s: %s\n", b, d.Severity, d.Rule, d.Help)
		}
	}
	// Output:
	// buildkit: error control-character: remove the control character
	// classic: warning control-character: remove the control character
	// buildah: warning control-character: remove the control character
}

func ExampleFile_Matcher() {
	m := ignore.Parse(".dockerignore", []byte("**/*.log\n!keep\nkeep/old\n")).Matcher(ignore.BuildKit)
	for _, path := range [][]string{{"src"}, {"src", "a.log"}, {"keep", "a.log"}, {"keep", "old", "x"}} {
		state := m.Root()
		var verdict ignore.Verdict
		for _, name := range path {
			state, verdict = m.Enter(state, name)
		}
		by := "no rule"
		if verdict.By != nil {
			by = fmt.Sprintf("line %d", verdict.By.Line)
		}
		fmt.Printf("%v excluded=%v by %s\n", path, verdict.Matched, by)
	}
	// Output:
	// [src] excluded=false by no rule
	// [src a.log] excluded=true by line 1
	// [keep a.log] excluded=true by line 1
	// [keep old x] excluded=true by line 3
}

func ExampleMatcher_Descends() {
	for _, text := range []string{"*\n!src/main.go\n", "*\n!**/main.go\n"} {
		f := ignore.Parse(".dockerignore", []byte(text))
		for _, b := range ignore.Builders() {
			m := f.Matcher(b)
			docs, _ := m.Enter(m.Root(), "docs")
			src, _ := m.Enter(m.Root(), "src")
			fmt.Printf("%q %v: docs %v, src %v\n", text, b, m.Descends(docs), m.Descends(src))
		}
	}
	// Output:
	// "*\n!src/main.go\n" buildkit: docs false, src true
	// "*\n!src/main.go\n" classic: docs false, src true
	// "*\n!src/main.go\n" buildah: docs false, src true
	// "*\n!**/main.go\n" buildkit: docs true, src true
	// "*\n!**/main.go\n" classic: docs false, src false
	// "*\n!**/main.go\n" buildah: docs false, src false
}

func ExampleMatcher_SendsContent() {
	m := ignore.Parse(".dockerignore", []byte("*\n!src/f\nsrc\n")).Matcher(ignore.BuildKit)
	src, _ := m.Enter(m.Root(), "src")
	_, verdict := m.Enter(src, "f")
	fmt.Println("excluded:", verdict.Matched, "content sent:", m.SendsContent("src/f"))
	// Output: excluded: false content sent: false
}

func ExampleMatcher_Explain() {
	m := ignore.Parse(".dockerignore", []byte("data\n!data/small.csv\n*.csv\n")).Matcher(ignore.BuildKit)
	for _, step := range m.Explain("data/small.csv") {
		fmt.Printf("%s: line %d %q %v\n", step.Path, step.Rule.Line, step.Rule.Text, step.Effect)
	}
	// Output:
	// data: line 1 "data" excludes
	// data/small.csv: line 2 "!data/small.csv" reincludes
}

func ExampleCompileInclude() {
	m, err := ignore.CompileInclude([]string{"go.mod", "src/*"})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, name := range []string{"go.mod", "src", "docs"} {
		s, v := m.Enter(m.Root(), name)
		fmt.Println(name, "included:", v.Matched, "entered:", m.Descends(s))
	}
	// Output:
	// go.mod included: true entered: true
	// src included: false entered: true
	// docs included: false entered: false
}

func ExampleLocate() {
	files := map[string]string{
		filepath.Join("app", ".dockerignore"):           "node_modules\n",
		filepath.Join("app", "Dockerfile.dockerignore"): "**/node_modules\n",
	}
	read := func(path string) ([]byte, error) {
		if text, ok := files[path]; ok {
			return []byte(text), nil
		}
		return nil, fs.ErrNotExist
	}
	q := ignore.Query{
		ContextDir: "app", DockerfileDir: "app", DockerfileName: "Dockerfile",
		// the program hands in the functions of package scan
		Read: ignore.Reader{
			Inside: func(root, name string, _ int64) ([]byte, error) { return read(filepath.Join(root, name)) },
			Follow: func(path string, _ int64) ([]byte, error) { return read(path) },
			IsFile: func(path string) bool { return files[path] != "" },
		},
	}
	for _, b := range ignore.Builders() {
		found, err := ignore.Locate(b, q)
		fmt.Println(b, found.File.Name, err)
	}
	// Output:
	// buildkit Dockerfile.dockerignore <nil>
	// classic .dockerignore <nil>
	// buildah Dockerfile.dockerignore <nil>
}
