package main_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// canary stands in every file outside of the hostile repository, and is to be nowhere else.
const canary = "canary-5e1f07"

// TestHostileRepository runs every command on a repository with all that a stranger can put there, and looks at what the
// program asks of the system (strace): it starts nothing but git, locked down, opens no connection, reads nothing outside
// but what the builder itself follows a link to, writes nothing but the ignore file, and shows nothing of what is outside.
func TestHostileRepository(t *testing.T) {
	strace, err := exec.LookPath("strace")
	if err != nil {
		t.Skip("strace is not installed")
	}
	if err := exec.Command(strace, "-o", os.DevNull, "true").Run(); err != nil {
		t.Skipf("strace may not be used here: %v", err)
	}
	h := newHostile(t)
	for _, builder := range []string{"buildkit", "classic", "buildah"} {
		for _, command := range []string{
			"analyze", "analyze --format json", "ls", "ls --excluded", "ls --format ndjson", "ls --format make", "ls -0", "explain a", "explain --format json .env",
			"suggest", "suggest --format json", "suggest --print", "suggest --mode allow", "suggest --tidy --level review", "suggest --write", "suggest --write --yes",
			"suggest -o leaves --yes", "lint", "lint --format sarif", "lint --format github", "lint --format json", "lint --fix --yes", "lint --unsafe-fixes --diff",
			"check --max-size 1", "check --max-size 1 --format json",
		} {
			t.Run(strings.ReplaceAll(builder+" "+command, " ", "_"), func(t *testing.T) {
				h.run(t, strace, strings.Fields(command+" --builder "+builder))
			})
		}
	}
	for _, command := range []string{"rules", "version", "verify", "--help", "lint --builder all"} {
		t.Run(strings.ReplaceAll(command, " ", "_"), func(t *testing.T) { h.run(t, strace, strings.Fields(command)) })
	}
}

// A hostile is a repository, with what lies outside of it.
type hostile struct {
	top, repo, home, program, git string
	want                          map[string]string // what is to stay as it is
}

func newHostile(t *testing.T) *hostile {
	top, err := filepath.EvalSymlinks(t.TempDir())
	check(t, err)
	h := &hostile{top: top, repo: filepath.Join(top, "repo"), home: filepath.Join(top, "home"), program: filepath.Join(top, "program", "buildctx")}
	if h.git, err = exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	self, err := os.Executable()
	check(t, err)
	for _, dir := range []string{"repo/.github/workflows", "repo/bin", "repo/node_modules/.bin", "repo/web/node_modules/a", "home", "program"} {
		check(t, os.MkdirAll(filepath.Join(top, dir), 0o755))
	}
	check(t, os.Symlink(self, h.program)) // the test binary under this name is the program
	for name, text := range map[string]string{
		"home/secret":                        canary + "\n",
		"home/rules":                         canary + "\n# " + canary + "\nnode_modules\n",
		"home/workflow.yml":                  "jobs:\n  b:\n    steps:\n      - uses: docker/build-push-action@v6\n        with: {push: " + canary + "}\n",
		"repo/Dockerfile":                    "FROM node\nCOPY package.json /\nRUN npm ci\nCOPY . /\n",
		"repo/a":                             "",
		"repo/package.json":                  `{"scripts": {"postinstall": "touch ../home/ran"}}`,
		"repo/web/package.json":              "{}",
		"repo/web/node_modules/a/i.js":       "x",
		"repo/web/::error::x\x1b[2J.log":     "x",
		"repo/train;touch pwned;/$(touch x)": "x",
		"repo/.dockerignore":                 "node_modules # npm\n*.log\n*.log\n",
		"repo/bomb.json":                     strings.Repeat("[", 100_000),
		"repo/compose.yaml":                  "services:\n" + strings.Repeat(" s: {}\n", 5000),
		"repo/docker-bake.hcl":               strings.Repeat("target \"a\" {\n", 5000),
	} {
		h.write(t, name, text, 0o644)
	}
	for _, name := range []string{"bin/git", "node_modules/.bin/git", "git", "hook"} {
		h.write(t, "repo/"+name, "#!/bin/sh\ntouch "+h.home+"/ran\n", 0o755)
	}
	for link, target := range map[string]string{
		"leaves": "../home/secret", "absolute": h.home + "/secret", "kmsg": "/proc/kmsg", "zero": "/dev/zero", "passwd": "/etc/passwd", "up": "..",
		".env": "../home/secret", ".npmrc": "../home/secret", "go.mod": "../home/secret", "docker-compose.yml": "../home/secret", "docker-bake.json": "../home/secret",
		"web.Dockerfile": "../home/secret", "requirements.txt": "/proc/self/environ", "Containerfile.dev": "/proc/kmsg", ".github/workflows/w.yml": "../../../home/workflow.yml",
		"web/node_modules/b": "../../../home",
	} {
		check(t, os.Symlink(target, filepath.Join(h.repo, link)))
	}
	check(t, syscall.Mkfifo(filepath.Join(h.repo, "fifo.env"), 0o644))
	for _, args := range [][]string{
		{"init", "-q"},
		{"add", "a", "Dockerfile"},
		{"-c", "user.name=a", "-c", "user.email=a@b.c", "commit", "-q", "-m", "x"},
		{"config", "core.fsmonitor", h.repo + "/hook"},
		{"config", "core.hooksPath", h.repo},
		{"config", "core.pager", h.repo + "/hook"},
		{"config", "diff.external", h.repo + "/hook"},
		{"config", "gpg.program", h.repo + "/hook"},
		{"config", "log.showSignature", "true"},
		{"config", "core.sshCommand", h.repo + "/hook"},
		{"config", "credential.helper", h.repo + "/hook"},
		{"config", "core.askPass", h.repo + "/hook"},
		{"config", "alias.ls-files", "!" + h.repo + "/hook"},
		{"config", "filter.x.clean", h.repo + "/hook"},
		{"config", "remote.origin.url", "ext::" + h.repo + "/hook"},
		{"config", "remote.origin.promisor", "true"},
		{"config", "extensions.partialClone", "origin"},
		{"config", "diff.x.textconv", h.repo + "/hook"},
		{"config", "submodule.web.url", "ext::" + h.repo + "/hook"},
		{"config", "submodule.web.update", "!" + h.repo + "/hook"},
		{"config", "uploadpack.packObjectsHook", h.repo + "/hook"},
	} {
		if out, err := exec.Command("git", append([]string{"-C", h.repo}, args...)...).CombinedOutput(); err != nil {
			t.Fatalf("git %q: %v\n%s", args, err, out)
		}
	}
	h.write(t, "repo/.git/objects/info/alternates", h.home+"\n/nowhere/objects\n", 0o644)
	h.write(t, "repo/.gitmodules", "[submodule \"web\"]\n\tpath = web\n\turl = ext::"+h.repo+"/hook\n", 0o644)
	h.write(t, "repo/.gitattributes", "* filter=x diff=x\n", 0o644)
	h.write(t, "repo/.gitignore", "*.log\ntrain*\n", 0o644)
	h.want = h.outside(t)
	return h
}

func (h *hostile) write(t *testing.T, name, text string, mode os.FileMode) {
	t.Helper()
	path := filepath.Join(h.top, name)
	check(t, os.MkdirAll(filepath.Dir(path), 0o755))
	check(t, os.WriteFile(path, []byte(text), mode))
}

// outside is what lies outside of the repository.
func (h *hostile) outside(t *testing.T) map[string]string {
	out := make(map[string]string)
	entries, err := os.ReadDir(h.home)
	check(t, err)
	for _, e := range entries {
		text, _ := os.ReadFile(filepath.Join(h.home, e.Name()))
		out[e.Name()] = string(text)
	}
	return out
}

// run runs a command twice: with an ignore file of the repository's own, and with one that is a link out of it.
func (h *hostile) run(t *testing.T, strace string, args []string) {
	ignoreFile := filepath.Join(h.repo, ".dockerignore")
	text, err := os.ReadFile(ignoreFile)
	check(t, err)
	h.trace(t, strace, args, ".dockerignore", ".dockerignore.buildctx~")
	check(t, os.Remove(ignoreFile))
	check(t, os.Symlink("../home/rules", ignoreFile))
	h.trace(t, strace, args, ".dockerignore") // where BuildKit reads none
	check(t, os.Remove(ignoreFile))
	check(t, os.WriteFile(ignoreFile, text, 0o644))
}

// trace runs a command and looks at what it asked of the system. It may write the files given.
func (h *hostile) trace(t *testing.T, strace string, args []string, mayWrite ...string) {
	log := filepath.Join(h.top, "trace")
	ctx, stop := context.WithTimeout(t.Context(), time.Minute)
	defer stop()
	cmd := exec.CommandContext(ctx, strace, append([]string{
		"-f", "-qq", "-y", "-s", "4096", "-o", log, "-e", "trace=execve,socket,connect,open,openat,openat2,creat,unlink,unlinkat,rename,renameat,renameat2,link,linkat,symlink,symlinkat,mkdir,mkdirat,chmod,fchmodat",
		h.program,
	}, args...)...)
	cmd.Dir = h.repo
	cmd.Env = []string{"HOME=" + h.home, "PATH=" + h.repo + "/bin:" + h.repo + ":node_modules/.bin:" + filepath.Dir(h.git) + ":/usr/bin:/bin", "TMPDIR=" + h.top, "GIT_TRACE=" + h.home + "/traced"}
	cmd.Stdin = strings.NewReader("a\ny\n")
	out, err := cmd.CombinedOutput()
	if ctx.Err() != nil {
		t.Fatalf("%q did not end: %v", args, err)
	}
	if bytes.Contains(out, []byte(canary)) {
		t.Errorf("%q shows what is outside:\n%s", args, out)
	}
	if got := h.outside(t); fmt.Sprint(got) != fmt.Sprint(h.want) {
		t.Errorf("%q changed what is outside: %q", args, got)
	}
	lines, err := os.ReadFile(log)
	check(t, err)
	if !bytes.Contains(lines, []byte(h.program)) {
		t.Fatalf("%q was not traced:\n%s", args, out)
	}
	for _, line := range joined(string(lines)) {
		if why := h.forbidden(line, mayWrite); why != "" {
			t.Errorf("%q %s: %s", args, why, line)
		}
	}
}

// joined are the calls of a trace; one may be told in two parts.
func joined(trace string) (calls []string) {
	begun := make(map[string]string)
	for line := range strings.Lines(trace) {
		pid, rest, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		rest = strings.TrimSpace(rest)
		if head, unfinished := strings.CutSuffix(rest, " <unfinished ...>"); unfinished {
			begun[pid] = head
			continue
		}
		if _, tail, resumed := strings.Cut(rest, " resumed>"); resumed && strings.HasPrefix(rest, "<... ") {
			rest = begun[pid] + tail
		}
		calls = append(calls, pid+" "+rest)
	}
	return calls
}

var (
	call   = regexp.MustCompile(`^\d+ +(\w+)\((.*)`)
	opened = regexp.MustCompile(`\) += \d+<(.*)>$`)
)

// forbidden says what is wrong with a call; empty for nothing.
func (h *hostile) forbidden(line string, mayWrite []string) string {
	m := call.FindStringSubmatch(strings.TrimSpace(line))
	if m == nil || strings.Contains(line, " = -1 ") {
		return "" // a signal, the end of a process, or nothing that was done
	}
	switch name, args := m[1], m[2]; {
	case strings.HasPrefix(name, "syscall_"): // one that strace does not know, and shows always
	case name == "execve":
		locked := strings.HasPrefix(args, fmt.Sprintf("%q, [%q, \"-C\", ", h.git, h.git)) && strings.Contains(args, `"safe.bareRepository=explicit"`) && strings.Contains(args, `"core.fsmonitor=false"`)
		if !locked && !strings.HasPrefix(args, fmt.Sprintf("%q, ", h.program)) {
			return "starts a program"
		}
	case name == "socket", name == "connect":
		return "opens a connection"
	case strings.HasPrefix(name, "open"), name == "creat":
		return h.opens(args, line, mayWrite)
	default:
		inside := slices.ContainsFunc(mayWrite, func(file string) bool { return strings.Contains(args, fmt.Sprintf("<%s>, %q", h.repo, file)) })
		if !inside {
			return "changes a file"
		}
	}
	return ""
}

// opens says what is wrong with a file that was opened.
func (h *hostile) opens(args, line string, mayWrite []string) string {
	m := opened.FindStringSubmatch(strings.TrimSpace(line))
	if m == nil {
		return ""
	}
	file := m[1]
	if strings.Contains(args, "O_TMPFILE") && file != h.repo+"/" && filepath.Dir(strings.TrimSuffix(file, " (deleted)")) == h.repo {
		return "" // the new text of the ignore file, before it has a name
	}
	if strings.Contains(args, "O_WRONLY") || strings.Contains(args, "O_RDWR") || strings.Contains(args, "O_CREAT") {
		if file == os.DevNull || slices.ContainsFunc(mayWrite, func(name string) bool { return file == filepath.Join(h.repo, name) }) {
			return ""
		}
		return "writes a file"
	}
	self, _ := filepath.EvalSymlinks(h.program)
	for _, allowed := range []string{h.repo, self, "/proc/", "/sys/kernel/mm/", "/sys/fs/cgroup", "/sys/devices/system/cpu", "/etc/ld.so", "/etc/localtime", "/usr/share/zoneinfo", "/lib", "/usr/lib", "/usr/share/locale", "/usr/share/git-core", os.DevNull} {
		if file == allowed || strings.HasPrefix(file, strings.TrimSuffix(allowed, "/")+"/") || strings.HasSuffix(allowed, "so") && strings.HasPrefix(file, allowed) {
			if !strings.HasPrefix(file, "/proc/") || strings.HasPrefix(file, "/proc/self/") || regexp.MustCompile(`^/proc/\d+/|^/proc/(sys|stat|meminfo|filesystems|mounts)`).MatchString(file) {
				return ""
			}
		}
	}
	if file == h.home+"/rules" && strings.Contains(args, ".dockerignore") {
		return "" // to which the builder follows a link; it is interpreted, and not shown
	}
	if strings.Contains(args, "O_PATH") || file == "/" && strings.Contains(args, "O_DIRECTORY") {
		return ""
	}
	return "reads what is outside"
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
