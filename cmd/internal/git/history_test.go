package git

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// committed is the repository with four more commits, one of them a merge.
func committed(t *testing.T) string {
	t.Helper()
	dir := newRepository(t)
	for _, script := range []string{
		"git commit -qm root",
		"echo 1 > web/index.html && git commit -qam index && git commit -q --allow-empty -m nothing",
		"git checkout -qb side && git mv web/index.html web/start.html && git commit -qm move && echo 2 > 'odd\nname' && git commit -qam odd",
		"git checkout -q - && echo 2 > main.go && git commit -qam main && git merge -q --no-ff -m merge side",
		"printf x > '\nfirst' && git add '\nfirst' && git commit -qm first",
	} {
		cmd := exec.Command("sh", "-ec", script)
		cmd.Dir = dir
		cmd.Env = append(cmd.Environ(), "GIT_AUTHOR_NAME=A", "GIT_AUTHOR_EMAIL=a@example.com", "GIT_COMMITTER_NAME=A", "GIT_COMMITTER_EMAIL=a@example.com")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%s: %v\n%s", script, err, out)
		}
	}
	return dir
}

// A merge counts as one commit with all that it brought; the first commit of
// all and those that change nothing in the directory are left out.
func TestLog(t *testing.T) {
	dir := committed(t)
	shallow := filepath.Join(t.TempDir(), "clone")
	if out, err := exec.Command("git", "clone", "-q", "--depth", "2", "file://"+dir, shallow).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for _, c := range []struct {
		name, dir string
		want      [][]string
	}{
		{"whole", dir, [][]string{{"\nfirst"}, {"odd\nname", "web/index.html", "web/start.html"}, {"main.go"}, {"web/index.html"}}},
		{"below the root", filepath.Join(dir, "web"), [][]string{{"index.html", "start.html"}, {"index.html"}}},
		{"shallow", shallow, [][]string{{"\nfirst"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := Log(t.Context(), c.dir)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(&History{Commits: c.want, Complete: true}, got); diff != "" {
				t.Errorf("history (-want +got):\n%s", diff)
			}
		})
	}
}

// What the configuration of a repository says does not change the answer, and
// starts no program.
func TestLogConfiguration(t *testing.T) {
	dir := committed(t)
	for _, pair := range []string{"log.follow true", "log.showSignature true", "gpg.program false", "diff.renames copies", "diff.relative false", "log.diffMerges combined", "color.ui always"} {
		key, value, _ := strings.Cut(pair, " ")
		if out, err := exec.Command("git", "-C", dir, "config", key, value).CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
	}
	got, err := Log(t.Context(), filepath.Join(dir, "web"))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([][]string{{"index.html", "start.html"}, {"index.html"}}, got.Commits); diff != "" {
		t.Errorf("history (-want +got):\n%s", diff)
	}
}

// No program of the repository's choice looks at signatures.
func TestLogSignatures(t *testing.T) {
	dir := committed(t)
	ran := filepath.Join(dir, ".git", "ran")
	program := filepath.Join(dir, ".git", "gpg")
	script := "#!/bin/sh\ntouch '" + ran + "'\necho '[GNUPG:] SIG_CREATED ' >&2\necho signature\n"
	if err := os.WriteFile(program, []byte(script), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{
		{"config", "gpg.program", program},
		{"config", "log.showSignature", "true"},
		{"-c", "user.name=A", "-c", "user.email=a@example.com", "commit", "-q", "--amend", "-S", "-m", "signed"},
	} {
		if out, err := exec.Command("git", append([]string{"-C", dir}, args...)...).CombinedOutput(); err != nil {
			t.Skipf("git does not sign with a script: %v\n%s", err, out)
		}
	}
	if err := os.Remove(ran); err != nil {
		t.Fatal(err)
	}
	if _, err := Log(t.Context(), dir); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Lstat(ran); err == nil {
		t.Error("the program was run")
	}
}

// Where git cannot tell there is no history.
func TestLogFails(t *testing.T) {
	if _, err := Log(t.Context(), newRepository(t)); err == nil {
		t.Error("a repository without a commit has a history")
	}
	if _, err := Log(t.Context(), t.TempDir()); !errors.Is(err, ErrNone) {
		t.Errorf("error %v, want %v", err, ErrNone)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Log(ctx, committed(t)); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want %v", err, context.Canceled)
	}
}

// The end of the time is no error: what git has said by then counts.
func TestLogPatience(t *testing.T) {
	got, err := log(t.Context(), committed(t), limit{commits: 200, bytes: 1 << 20, paths: 100})
	if err == nil && got.Complete {
		t.Error("a history that there was no time for is complete")
	}
}

// Reading stops at its limits, says so, and leaves out the commit that it has
// read a part of. A first commit that is too large leaves nothing open.
func TestRead(t *testing.T) {
	const answer = "/p1\x00\na\x00b\x00/p2\x00\nc\x00/p3 p4\x00\nd\x00e\x00f\x00"
	for _, c := range []struct {
		name, answer string
		bytes        int64
		paths        int
		want         History
	}{
		{"all", answer, 1000, 100, History{[][]string{{"a", "b"}, {"c"}, {"d", "e", "f"}}, true}},
		{"bytes", answer, 19, 100, History{[][]string{{"a", "b"}}, false}},
		{"paths", answer, 1000, 5, History{[][]string{{"a", "b"}, {"c"}}, false}},
		{"as many paths", answer, 1000, 6, History{[][]string{{"a", "b"}, {"c"}, {"d", "e", "f"}}, true}},
		{"first commit", "/p\x00\na\x00/\x00\nb\x00c\x00d\x00", 1000, 2, History{[][]string{{"a"}}, true}},
		{"nothing", "", 1000, 100, History{nil, true}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := read(strings.NewReader(c.answer), limit{bytes: c.bytes, paths: c.paths})
			if diff := cmp.Diff(&c.want, got); diff != "" {
				t.Errorf("history (-want +got):\n%s", diff)
			}
		})
	}
}
