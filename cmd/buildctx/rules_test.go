package main_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/suggest/lint"
)

// TestRules runs the examples of all rules from end to end, for each builder: each is made a
// directory, and what is wrong is found in the bad one and not in the good one, and by the
// builders alone for which it is wrong. The fix on offer makes
// the file that the example shows.
func TestRules(t *testing.T) {
	dir := t.TempDir()
	for _, r := range lint.Rules {
		for name, e := range map[string]lint.Example{"bad": r.Bad, "good": r.Good} {
			if e.Times > 1<<16 {
				continue // too much for a script; package lint runs it
			}
			for _, b := range []ignore.Builder{ignore.BuildKit, ignore.Classic, ignore.Buildah} {
				path := filepath.Join(dir, fmt.Sprintf("%s-%s-%v.txtar", r.ID, name, b))
				if err := os.WriteFile(path, []byte(script(r, e, b, name == "bad")), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	testscript.Run(t, scripts(t, dir))
}

// script makes the directory of an example and says what lint is to find in it.
func script(r *lint.Rule, e lint.Example, b ignore.Builder, bad bool) string {
	var out, files strings.Builder
	const run = "exits any buildctx"
	closed := slices.ContainsFunc(e.Tree(), func(f lint.File) bool { return f.Closed })
	out.WriteString("mkdir app\ncd app\n")
	for _, f := range e.Tree() {
		switch {
		case f.Link != "":
			fmt.Fprintf(&out, "[!symlink] skip\nsymlink %s -> %s\n", f.Path, f.Link)
		case f.Socket:
			fmt.Fprintf(&out, "socket %s\n", f.Path)
		case strings.HasSuffix(f.Path, "/"):
			fmt.Fprintf(&out, "mkdir %s\n", f.Path)
		default:
			fmt.Fprintf(&out, "named %s %s %s\n", literal(filepath.Dir(f.Path)), literal(filepath.Base(f.Path)), literal(f.Content))
		}
		if f.Closed {
			fmt.Fprintf(&out, "chmod 000 %s\n", f.Path)
		}
	}
	if e.Git {
		out.WriteString("[!exec:git] skip\nexec git init -q\nexec git add .\nexec git commit -q -m start\n")
		for n := range e.Commits {
			fmt.Fprintf(&out, "named . %s '%d'\nexec git commit -q -a -m %d\n", literal(e.Changed), n, n)
		}
	}
	if e.Worktree {
		out.WriteString("exec git worktree add -q ../tree\ncd ../tree\n")
	}
	if e.Home {
		out.WriteString("env HOME=$WORK/app\n")
	}
	flags := fmt.Sprintf(" lint --format lines --builder %v", b)
	if e.Target != "" {
		flags += " --target " + e.Target
	}
	if e.All {
		flags += ",buildkit,classic,buildah"
	}
	bad = bad && (len(r.Builders) == 0 || slices.Contains(r.Builders, b))
	found := map[bool]string{true: "", false: "! "}[bad] + "%s '\\[" + r.ID + "\\]$'%s\n"
	if closed {
		out.WriteString("[windows] skip\nas-nobody any" + flags + "\n")
		fmt.Fprintf(&out, found, "grep", " stdout")
		for _, f := range e.Tree() {
			if f.Closed {
				fmt.Fprintf(&out, "chmod 755 %s\n", f.Path)
			}
		}
		return out.String()
	}
	fmt.Fprintf(&out, run+flags+"\n"+found, "stdout", "")
	if bad && b == ignore.BuildKit && e.Fixed != "" && strings.Count(e.Ignore, "\r") == 0 {
		fmt.Fprintf(&out, "exec buildctx%s --unsafe-fixes\ncmp .dockerignore $WORK/fixed\n", strings.Replace(flags, " --format lines", "", 1))
		fmt.Fprintf(&files, "-- fixed --\n%s", e.Fixed)
	}
	return out.String() + files.String()
}

// literal writes a word for the command named, which reads it as a string of Go.
func literal(text string) string {
	quoted := fmt.Sprintf("%+q", text)
	return "'" + strings.ReplaceAll(quoted[1:len(quoted)-1], "'", "''") + "'"
}
