//go:build unix

package main_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/buildctx/buildctx/cmd/internal/cli"
	"github.com/buildctx/buildctx/ignore"
)

// TestHostileNames runs every command in every format over trees in which everything has a hostile name: nothing that is
// printed draws or is a command of a CI system, what programs read is exact, and nothing new that cannot be seen gets
// into the ignore file.
func TestHostileNames(t *testing.T) {
	fakeBuilders(t)
	done := make(map[string]int)
	names := 0
	for seed := range *hostileRounds {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Chdir(t.TempDir())
			h := newHostileTree(t, seed)
			for _, r := range h.runs() {

				if h.check(t, r); t.Failed() {
					t.Fatalf("%v", r)
				}
				done[r.command+" "+r.format]++
			}
			names += len(h.names)
		})
	}
	for _, key := range slices.Sorted(func(yield func(string) bool) {
		for key := range done {
			if utf8.ValidString(key) && !yield(key) {
				return
			}
		}
	}) {
		t.Logf("%4d × %q", done[key], key)
	}
	t.Logf("%d names", names)
}

// fakeBuilders puts builders into PATH that fail with hostile words.
func fakeBuilders(t *testing.T) {
	t.Helper()
	bin := t.TempDir()
	const script = `#!/bin/sh
case "$*" in
*--version*) printf 'Docker version 1\033[2J ::error::v, build\n' ;;
*version*) printf 'github.com/docker/buildx v1\033[2J\n' ;;
*inspect*) printf 'BuildKit version: \033[2J##[error]\n' ;;
*) printf '::error::a\rb\n ::x::\033[2J\nERROR: ::error::\033[2J##[error]\342\200\256x\n' >&2; exit 1 ;;
esac
`
	for _, name := range []string{"docker", "buildah"} {
		if err := os.WriteFile(filepath.Join(bin, name), []byte(script), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("PATH", bin+string(os.PathListSeparator)+os.Getenv("PATH"))
}

// check runs a command, looks at what it prints as its readers do, and at what it has written.
func (h *hostileTree) check(t *testing.T, r *hostileRun) {
	t.Helper()
	file := filepath.Join(h.dir, ".dockerignore")
	if err := os.WriteFile(file, h.ignore, 0o644); err != nil {
		t.Fatal(err)
	}
	r.run()
	checkText(t, r.err)
	if r.status == cli.StatusUsage && r.format != "mistake" {
		t.Error(r.err)
	}
	switch r.format {
	case "json":
		h.checkJSON(t, r.out)
	case "ndjson":
		h.checkNDJSON(t, r)
	case "sarif":
		h.checkSARIF(t, r)
	case "github":
		h.checkGitHub(t, r)
	case "quiet":
		for line := range strings.Lines(r.out) {
			verdict, name, _ := strings.Cut(line, "\t")
			checkText(t, verdict+" "+name)
		}
	case "zero":
		h.checkPaths(t, strings.Split(strings.TrimSuffix(r.out, "\x00"), "\x00"))
	case "make":
		h.checkMake(t, r.out)
	case "print":
		h.checkPrint(t, r)
	default:
		checkText(t, r.out)
	}
	if written, err := os.ReadFile(file); err != nil {
		t.Error(err)
	} else if r.format == "write" || r.format == "fix" {
		h.checkWritten(t, r, written)
	} else if string(written) != string(h.ignore) {
		t.Error("the ignore file has changed")
	}
}

// A finding is one of lint's, as JSON has it.
type finding struct {
	Rule, Severity, File string
	FileBytes            []byte `json:"file_bytes"`
	Line                 int
	EndLine              int `json:"end_line"`
	Message, Help        string
}

func (f finding) name(t *testing.T) string { return exactly(t, f.File, f.FileBytes) }

// findings are what lint finds with the same flags.
func (h *hostileTree) findings(t *testing.T, r *hostileRun) []finding {
	t.Helper()
	same := &hostileRun{command: "lint", format: "json", args: slices.Clone(r.args)}
	for k, arg := range same.args {
		if strings.HasPrefix(arg, "--format=") {
			same.args[k] = "--format=json"
		}
	}
	same.run()
	var out struct{ Findings []finding }
	if err := json.Unmarshal([]byte(same.out), &out); err != nil {
		t.Fatal(err)
	}
	return out.Findings
}

// checkPaths holds that a list has every path of the tree, as it is.
func (h *hostileTree) checkPaths(t *testing.T, paths []string) {
	t.Helper()
	for _, path := range paths {
		if path = strings.TrimSuffix(path, "/"); !h.known[path] && path != ".git" && !strings.HasPrefix(path, ".git/") && path != "" {
			t.Errorf("%q is not in the tree", path)
		}
	}
}

// exactly is a name that JSON gives in two ways.
func exactly(t *testing.T, name string, raw []byte) string {
	t.Helper()
	if raw == nil {
		return name
	}
	if lossy := string([]rune(string(raw))); lossy != name || utf8.Valid(raw) {
		t.Errorf("%q is given as %q, too", name, raw)
	}
	return string(raw)
}

// checkPrint holds that a proposal is printed as -o writes it, or not at all.
func (h *hostileTree) checkPrint(t *testing.T, r *hostileRun) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "proposal")
	same := &hostileRun{command: "suggest", args: slices.Clone(r.args)}
	same.args[slices.Index(same.args, "--print")] = "--output=" + file
	same.run()
	written, _ := os.ReadFile(file)
	if r.out != string(written) && !(r.out == "" && r.status == cli.StatusFailed) {
		t.Errorf("%q is printed, and written: %q", r.out, written)
	}
	for line := range strings.Lines(r.out) {
		if c, ok := workflowCommand(line); ok {
			t.Errorf("%q is a command: %v", line, c)
		}
	}
}

// checkWritten holds that the ignore file has no character more than before that cannot be seen, and, where lines were
// proposed, that proposing again changes nothing.
func (h *hostileTree) checkWritten(t *testing.T, r *hostileRun, written []byte) {
	t.Helper()
	count := func(text []byte) map[rune]int {
		out := make(map[rune]int)
		for _, c := range strings.ReplaceAll(string(text), "\r\n", "\n") {
			if c == utf8.RuneError || ignore.Unseen(c) && c != '\n' {
				out[c]++
			}
		}
		return out
	}
	before := count(h.ignore)
	for c, n := range count(written) {
		if n > before[c] {
			t.Errorf("%q is written: %q", c, written)
		}
	}
	if r.format == "fix" || slices.Contains(r.args, "--interactive") {
		return
	}
	again := *r
	again.run()
	if now, _ := os.ReadFile(filepath.Join(h.dir, ".dockerignore")); string(now) != string(written) {
		t.Errorf("written again: %s\n%q\n%q", again.out, written, now)
	}
}
