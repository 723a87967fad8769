// Newrule makes the file of a new rule of lint, and adds it to the list of the
// rules. It compiles; its examples fail until the rule finds something.
//
//	go run ./testdata/newrule -id some-name
package main

import (
	"bytes"
	"flag"
	"fmt"
	"go/build"
	"go/format"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"text/template"
)

const dir = "suggest/lint"

// newRule has what every rule has.
var newRule = template.Must(template.New("rule").Parse(`package lint

import "github.com/buildctx/buildctx/ignore/diag"

// {{.Name}} finds TODO.
var {{.Name}} = &Rule{
	ID: "{{.ID}}", Severity: diag.Warning,
	What: "TODO: what is wrong with the line, as a sentence.",
	Why:  "TODO: what the builder does with it, and what its author believed.",
	Bad:  Example{Ignore: "TODO\n"},
	Good: Example{Ignore: "todo\n"},
	Run: func(p *Pass) {
		for _, r := range p.rules() {
			_ = r // p.Report(r, Finding{Help: "what to do"}, "what is wrong with %s", r.Text)
		}
	},
}
`))

// ids are names such as regexp-escape.
var ids = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)+$`)

func main() {
	id := flag.String("id", "", "the ID of the rule, as regexp-escape")
	flag.Parse()
	if err := run(*id); err != nil {
		fmt.Fprintln(os.Stderr, "newrule:", err)
		os.Exit(1)
	}
}

func run(id string) error {
	if !ids.MatchString(id) {
		return fmt.Errorf("%q is not an ID such as regexp-escape (make new-rule ID=…)", id)
	}
	file := "rule_" + strings.ReplaceAll(id, "-", "_") + ".go"
	if !everywhere(file) {
		return fmt.Errorf("choose another ID: go takes a file called %s for a test, or for one system only", file)
	}
	file = filepath.Join(dir, file)
	name := variable(id)
	list, err := addTo(filepath.Join(dir, "rules.go"), name)
	if err != nil {
		return err
	}
	var text bytes.Buffer
	if err := newRule.Execute(&text, struct{ ID, Name string }{id, name}); err != nil {
		return err
	}
	f, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	if _, err := f.Write(text.Bytes()); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, "rules.go"), list, 0o644); err != nil {
		return err
	}
	fmt.Printf("%s is made, and %s is in the list; go test ./%s says what is missing\n", file, name, dir)
	return nil
}

// everywhere reports whether a file of a name is part of the program on every
// system.
func everywhere(name string) bool {
	nowhere := build.Context{GOOS: "none", GOARCH: "none", Compiler: "gc", OpenFile: func(string) (io.ReadCloser, error) {
		return io.NopCloser(strings.NewReader("package lint\n")), nil
	}}
	ok, err := nowhere.MatchFile("", name)
	return ok && err == nil && !strings.HasSuffix(name, "_test.go")
}

// variable is the name of the variable for a rule: regexpEscape.
func variable(id string) string {
	parts := strings.Split(id, "-")
	for k, part := range parts[1:] {
		parts[k+1] = strings.ToUpper(part[:1]) + part[1:]
	}
	return strings.Join(parts, "")
}

// addTo adds a name to the sorted list of the rules.
func addTo(file, name string) ([]byte, error) {
	src, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	const begin, end = "var Rules = []*Rule{\n", "\n}\n"
	before, rest, ok := strings.Cut(string(src), begin)
	names, after, closed := strings.Cut(rest, end)
	if !ok || !closed {
		return nil, fmt.Errorf("%s has no list of the rules", file)
	}
	lines := strings.Split(names, "\n")
	line := "\t" + name + ","
	at, there := slices.BinarySearch(lines, line)
	if there {
		return nil, fmt.Errorf("%s is in the list already", name)
	}
	lines = slices.Insert(lines, at, line)
	return format.Source([]byte(before + begin + strings.Join(lines, "\n") + end + after))
}
