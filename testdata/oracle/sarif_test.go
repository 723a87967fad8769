package oracle

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/buildctx/buildctx/suggest/lint"
)

// What lint prints as SARIF is valid by the schema of OASIS, for the examples of all rules
// and for names that nobody would choose, and its columns are those of UTF-16.
func TestSARIF(t *testing.T) {
	program := filepath.Join(t.TempDir(), "buildctx")
	build := exec.Command("go", "build", "-o", program, "./cmd/buildctx")
	build.Dir = "../.."
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	schema, err := jsonschema.NewCompiler().Compile("testdata/sarif-schema-2.1.0.json")
	if err != nil {
		t.Fatal(err)
	}
	odd := lint.Example{
		Ignore:     "😀é # why\n\xff # x\n",
		Files:      "😀é a%23b 100%25/.env=TOKEN=1 <script>/.env=TOKEN=1 a:b/.env=TOKEN=1 \x1b[31m/.env=TOKEN=1 \xfe/.env=TOKEN=1",
		Dockerfile: "FROM scratch\nCOPY 😀/é x/#?.txt /\n",
	}
	examples := []lint.Example{odd}
	for _, r := range lint.Rules {
		examples = append(examples, r.Bad, r.Good)
	}
	results := 0
	for _, e := range examples {
		if e.Times > 1<<16 {
			continue // nothing new, and long
		}
		dir := t.TempDir()
		place(t, dir, e)
		cmd := exec.Command(program, "lint", "--format", "sarif")
		cmd.Dir = dir
		var exit *exec.ExitError
		out, err := cmd.Output()
		if err != nil && (!errors.As(err, &exit) || exit.ExitCode() != 1) {
			t.Fatalf("%q: %v", e.Ignore, err)
		}
		log, err := jsonschema.UnmarshalJSON(bytes.NewReader(out))
		if err != nil {
			t.Fatalf("%q: %v\n%s", e.Ignore, err, out)
		}
		if err := schema.Validate(log); err != nil {
			t.Errorf("%q: %v", e.Ignore, err)
		}
		var read sarif
		if err := json.Unmarshal(out, &read); err != nil {
			t.Fatal(err)
		}
		for _, r := range read.Runs[0].Results {
			results++
			if r.RuleID != read.Runs[0].Tool.Driver.Rules[r.RuleIndex].ID {
				t.Errorf("%q: rule %d is not %s", e.Ignore, r.RuleIndex, r.RuleID)
			}
		}
		if e == odd {
			read.has(t, "inline-comment", e.Ignore, "# why")
			read.has(t, "copy-source-missing", e.Dockerfile, "😀/é")
		}
	}
	if results < 40 {
		t.Errorf("%d results", results)
	}
}

// sarif is what the test reads of a log.
type sarif struct {
	Runs []struct {
		Tool struct {
			Driver struct {
				Rules []struct{ ID string }
			}
		}
		Results []struct {
			RuleID    string
			RuleIndex int
			Locations []struct {
				PhysicalLocation struct {
					Region struct{ StartLine, StartColumn, EndColumn int }
				}
			}
		}
	}
}

// has finds a result of a rule that stands at a word of a text.
func (s sarif) has(t *testing.T, rule, text, word string) {
	t.Helper()
	for _, r := range s.Runs[0].Results {
		region := r.Locations[0].PhysicalLocation.Region
		if r.RuleID != rule || region.StartLine == 0 {
			continue
		}
		line := utf16.Encode([]rune(strings.Split(text, "\n")[region.StartLine-1]))
		if got := string(utf16.Decode(line[region.StartColumn-1 : region.EndColumn-1])); got == word {
			return
		}
	}
	t.Errorf("no result of %s stands at %q", rule, word)
}

// place makes the directory of an example, as far as that needs no repository.
func place(t *testing.T, dir string, e lint.Example) {
	t.Helper()
	for _, f := range e.Tree() {
		name := filepath.Join(dir, f.Path)
		err := os.MkdirAll(filepath.Dir(name), 0o755)
		switch {
		case err != nil, f.Socket:
		case strings.HasSuffix(f.Path, "/"):
			err = os.MkdirAll(name, 0o755)
		case f.Link != "":
			err = os.Symlink(f.Link, name)
		default:
			err = os.WriteFile(name, []byte(f.Content), 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}
