package main_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// buildKit is a BuildKit to be asked through buildx, if the environment names the address of one:
//
//	BUILDCTX_BUILDKIT_ADDR=unix:///run/buildkit/buildkitd.sock go test ./cmd/buildctx -run TestVerify
type buildKit struct{ docker []string }

func newBuildKit(t *testing.T) buildKit {
	t.Helper()
	addr := os.Getenv("BUILDCTX_BUILDKIT_ADDR")
	if addr == "" {
		t.Skip("BUILDCTX_BUILDKIT_ADDR names no BuildKit")
	}
	for _, docker := range [][]string{{"docker", "buildx"}, {"docker-buildx"}, {"buildx"}} {
		b := buildKit{docker}
		if _, err := b.output("version"); err == nil {
			t.Setenv("BUILDX_CONFIG", t.TempDir())
			b.run(t, "create", "--name", "verified", "--driver", "remote", addr)
			b.run(t, "use", "verified")
			return b
		}
	}
	t.Skip("there is no buildx")
	return buildKit{}
}

func (b buildKit) output(args ...string) (string, error) {
	argv := append(append([]string{}, b.docker...), args...)
	out, err := exec.Command(argv[0], argv[1:]...).CombinedOutput()
	return string(out), err
}

func (b buildKit) run(t *testing.T, args ...string) string {
	t.Helper()
	out, err := b.output(args...)
	if err != nil {
		t.Fatalf("%s: %v\n%s", args[0], err, out)
	}
	return out
}

// TestVerifyBuildKit lets a real BuildKit say whether the predictions for trees of all kinds are right, and holds that
// nothing of it is left there.
func TestVerifyBuildKit(t *testing.T) {
	b := newBuildKit(t)
	before := b.run(t, "du", "--format", "{{.ID}}")
	temporary := t.TempDir()
	t.Setenv("TMPDIR", temporary)
	const folder = "../../testdata/builder"
	maker := newMaker(t, folder)
	for _, name := range []string{
		"d01-copy-single", "d03-copy-wild", "d15-copy-exclude", "d25-named-context", "d28-named-context-df-dockerignore", "d35-copy-json-space",
		"d40-copy-through-symlink", "d53-copy-escaped-bracket", "d58-copy-hardlinked", "d78-multi-platform", "d95-copy-backslash-name",
		"f01-symlinks", "f06-hardlinks", "f08-fifo", "f16-xattrs", "f18-long-names", "p173-reexcluded-hardlink",
	} {
		t.Run(name, func(t *testing.T) {
			tree := maker.make(t, filepath.Join(folder, name, "recipe.sh"))
			out, status := verified(t, tree.args(t, "bxargs")...)
			if status != 0 || !strings.HasPrefix(out, "agrees: ") {
				t.Errorf("status %d\n%s", status, out)
			}
		})
	}
	if after := b.run(t, "du", "--format", "{{.ID}}"); after != before {
		t.Errorf("the cache of the builder was\n%sand is\n%s", before, after)
	}
	if left, err := os.ReadDir(temporary); err != nil || len(left) > 0 {
		t.Errorf("temporary files are left: %v, %v", left, err)
	}
}

// TestVerifyBuildKitChanged changes a file behind the back of the prediction, with a docker in PATH that does it before
// it builds.
func TestVerifyBuildKitChanged(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the docker of this test is a shell script")
	}
	b := newBuildKit(t)
	dir := t.TempDir()
	for name, text := range map[string]string{"Dockerfile": "FROM scratch\nCOPY src /\n", "src/a.txt": "a\n", "src/b.txt": "b\n"} {
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	bin := t.TempDir()
	script := "#!/bin/sh\nPATH=$REAL_PATH\ncase \" $* \" in *' build '*) echo changed >>\"$CHANGE\" ;; esac\nshift\nexec " + strings.Join(b.docker, " ") + " \"$@\"\n"
	if err := os.WriteFile(filepath.Join(bin, "docker"), []byte(script), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("REAL_PATH", os.Getenv("PATH"))
	t.Setenv("CHANGE", filepath.Join(dir, "src", "b.txt"))
	t.Setenv("PATH", bin+string(filepath.ListSeparator)+os.Getenv("PATH"))
	out, status := verified(t, dir)
	if status != 1 || !strings.HasPrefix(out, "differs: ") || !strings.Contains(out, "src/b.txt") || strings.Contains(out, "src/a.txt") {
		t.Errorf("status %d\n%s", status, out)
	}
}

// verified runs the command.
func verified(t *testing.T, args ...string) (out string, status int) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	status = run(append([]string{"verify"}, args...), &stdout, &stderr)
	return stdout.String() + stderr.String(), status
}
