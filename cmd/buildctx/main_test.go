package main_test

import (
	"errors"
	"flag"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/testscript"

	"github.com/buildctx/buildctx/cmd/internal/cli"
)

var update = flag.Bool("update", false, "rewrite the expected output of the scripts")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"buildctx": func() { os.Exit(cli.Main(os.Args[1:], cli.System())) },
	})
}

// TestScripts runs the stories of testdata/script, which read like a manual.
func TestScripts(t *testing.T) {
	testscript.Run(t, scripts(t, "../../testdata/script"))
}

// scripts are how the scripts of a directory are run.
func scripts(t *testing.T, dir string) testscript.Params {
	return testscript.Params{
		Dir:                 dir,
		WorkdirRoot:         openDir(t),
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(e *testscript.Env) error {
			e.Setenv("HOME", e.WorkDir)
			e.Setenv("GIT_CONFIG_NOSYSTEM", "1")
			for _, role := range []string{"AUTHOR", "COMMITTER"} {
				e.Setenv("GIT_"+role+"_NAME", "A U Thor")
				e.Setenv("GIT_"+role+"_EMAIL", "author@example.com")
			}
			return os.Chmod(e.WorkDir, 0o755)
		},
		Condition: func(name string) (bool, error) { return runtime.GOOS == name, nil },
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits, "repeat": repeat, "named": named, "as-nobody": asNobody, "like": like, "files": files, "socket": socket,
		},
	}
}

// openDir is a directory that every user may enter.
func openDir(t *testing.T) string {
	dir := t.TempDir()
	for d := dir; d != os.TempDir() && filepath.Dir(d) != d; d = filepath.Dir(d) {
		if err := os.Chmod(d, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// exits STATUS COMMAND... runs a command like exec and checks its exit status: any is
// that of a command that could do its work, 0 or 1.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits STATUS COMMAND...")
	}
	status := 0
	var exit *exec.ExitError
	if err := ts.Exec(args[1], args[2:]...); errors.As(err, &exit) {
		status = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if got := strconv.Itoa(status); got != args[0] && !(args[0] == "any" && status <= 1) {
		ts.Fatalf("exit status %s, want %s", got, args[0])
	}
}

// repeat FILE COUNT TEXT writes TEXT so many times; \n in it is a line feed.
func repeat(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: repeat FILE COUNT TEXT")
	}
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	path := ts.MkAbs(args[0])
	ts.Check(os.MkdirAll(filepath.Dir(path), 0o755))
	ts.Check(os.WriteFile(path, []byte(strings.Repeat(strings.ReplaceAll(args[2], `\n`, "\n"), n)), 0o644))
}

// named DIR NAME [TEXT] makes a file whose name is written as a Go string
// without the quotes, so that it can hold any byte.
func named(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 || len(args) > 3 {
		ts.Fatalf("usage: named DIR NAME [TEXT]")
	}
	name, err := strconv.Unquote(`"` + args[1] + `"`)
	ts.Check(err)
	text := ""
	if len(args) == 3 {
		text, err = strconv.Unquote(`"` + args[2] + `"`)
		ts.Check(err)
	}
	dir := ts.MkAbs(args[0])
	ts.Check(os.MkdirAll(dir, 0o755))
	ts.Check(os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644))
}

// socket FILE makes a socket.
func socket(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: socket FILE")
	}
	ts.Check(os.MkdirAll(filepath.Dir(ts.MkAbs(args[0])), 0o755))
	l, err := net.Listen("unix", ts.MkAbs(args[0]))
	ts.Check(err)
	ts.Defer(func() { l.Close() })
}

// like FILE1 FILE2 compares like cmp, but for the size of a .git directory,
// which depends on the version of git.
func like(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: like FILE1 FILE2")
	}
	got, want := settled(ts.ReadFile(args[0])), settled(ts.ReadFile(args[1]))
	if diff := cmp.Diff(want, got); diff != "" {
		ts.Fatalf("%s and %s differ (-%s +%s):\n%s", args[0], args[1], args[1], args[0], diff)
	}
}

// settled makes figures that count a .git directory alike.
func settled(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		fields := strings.Fields(line)
		for k := range fields {
			if volatile := strings.Contains(line, " on disk ") || strings.Contains(line, " excluded ") || strings.Contains(line, " .git "); volatile {
				fields[k] = strings.Map(func(r rune) rune {
					if unicode.IsDigit(r) || r == ',' {
						return -1
					}
					return r
				}, fields[k])
			}
		}
		lines[i] = strings.Join(slices.DeleteFunc(fields, func(f string) bool { return f == "" || f == "." || f == "kB" || f == "MB" }), " ")
	}
	return strings.Join(lines, "\n")
}
