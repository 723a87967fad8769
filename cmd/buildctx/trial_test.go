package main_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// A trial is one project on the disk.
type trial struct {
	*testing.T
	*project
	dir     string
	tracked []string
	failed  map[string]string // what does not hold: a key that a gap can have, and the words for it
}

func (r *trial) fail(key, format string, args ...any) {
	if r.failed[key] == "" {
		r.failed[key] = fmt.Sprintf(format, args...)
	}
}

// commit makes a repository of what is tracked, and leaves nothing else.
func (r *trial) commit() {
	r.write(r.T, r.dir, func(name string) bool { return !r.untracked(name) })
	r.make(r.T, r.dir, true)
	r.git("-c", "init.defaultBranch=main", "init", "-q")
	r.git("add", "-A")
	r.git("commit", "-q", "-m", "Start")
	r.git("clean", "-fdxq")
	r.tracked = strings.Split(strings.TrimSuffix(r.git("ls-files", "-z"), "\x00"), "\x00")
}

func (r *trial) git(args ...string) string {
	r.Helper()
	cmd := exec.Command("git", append([]string{"-C", r.dir, "-c", "gc.auto=0", "-c", "commit.gpgSign=false"}, args...)...)
	cmd.Env = slices.DeleteFunc(os.Environ(), func(v string) bool { return strings.HasPrefix(v, "GIT_") }) // no other repository
	cmd.Env = append(cmd.Env, "GIT_CONFIG_NOSYSTEM=1", "GIT_CONFIG_GLOBAL="+os.DevNull)
	for _, role := range []string{"AUTHOR", "COMMITTER"} {
		cmd.Env = append(cmd.Env, "GIT_"+role+"_NAME=A U Thor", "GIT_"+role+"_EMAIL=author@example.com", "GIT_"+role+"_DATE=2026-01-02T03:04:05Z")
	}
	out, err := cmd.CombinedOutput()
	if err != nil {
		r.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return string(out)
}

// A proposal is what suggest says in JSON, as far as it matters here.
type proposal struct {
	File, Before, After string
	Added               []suggested
	Proof               struct {
		NeededKept  bool `json:"needed_kept"`
		ClaimedGone bool `json:"claimed_gone"`
	}
	BeforeTotals count `json:"before_totals"`
	AfterTotals  count `json:"after_totals"`
}

type suggested struct {
	Pattern  string
	Line     int
	Evidence []string
}

type count struct {
	Files int
	Bytes int64
}

func (p *proposal) patterns() (out []string) {
	for _, s := range p.Added {
		out = append(out, s.Pattern)
	}
	return out
}

// propose asks for a proposal. In a fresh clone the builder may miss what was to be built outside.
func (r *trial) propose(flags ...string) *proposal {
	r.Helper()
	p := new(proposal)
	if err := json.Unmarshal([]byte(r.buildctx(1, append([]string{"suggest", "--format", "json"}, flags...)...)), p); err != nil {
		r.Fatal(err)
	}
	return p
}

// list is what is sent under an ignore file, or under the one in force, and what the rules alone leave.
func (r *trial) list(ignoreFile string, eligible bool) map[string]bool {
	r.Helper()
	args := []string{"ls", "-0"}
	if eligible {
		args = append(args, "--eligible")
	}
	if ignoreFile != "" {
		args = append(args, "--ignore-file", ignoreFile)
	}
	out := make(map[string]bool)
	for name := range strings.SplitSeq(r.buildctx(1, args...), "\x00") {
		if name != "" && !strings.HasSuffix(name, "/") {
			out[name] = true
		}
	}
	return out
}

// buildctx runs the program on the project and returns what it prints.
func (r *trial) buildctx(most int, args ...string) string {
	r.Helper()
	for k, arg := range r.args {
		if k > 0 && r.args[k-1] == "-f" {
			arg = filepath.Join(r.dir, arg)
		}
		args = append(args, arg)
	}
	var out, errs bytes.Buffer
	if status := run(append(args, r.dir), &out, &errs); status > most {
		r.Fatalf("buildctx %s: status %d\n%s", strings.Join(args, " "), status, errs.String())
	}
	return out.String()
}

// file writes a file outside the project.
func (r *trial) file(name string, data []byte) string {
	r.Helper()
	name = filepath.Join(r.TempDir(), name)
	writeFile(r.T, name, data)
	return name
}

func (r *trial) read(name string) []byte {
	r.Helper()
	data, err := os.ReadFile(filepath.Join(r.dir, name))
	if err != nil {
		r.Fatal(err)
	}
	return data
}
