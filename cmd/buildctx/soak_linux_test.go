package main_test

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/buildctx/buildctx/cmd/internal/cli"
)

var soaked = flag.Int("soak", 150, "how many commands TestSoak runs in one process")

// TestSoak runs a great many commands in one process, on all sorts of small projects, and holds that nothing grows:
// neither the heap nor goroutines and descriptors, nor what git leaves behind, nor files.
func TestSoak(t *testing.T) {
	t.Setenv("GIT_CONFIG_NOSYSTEM", "1")
	t.Setenv("GIT_CONFIG_GLOBAL", os.DevNull)
	t.Setenv("TMPDIR", t.TempDir())
	s := &soak{T: t, rand: rand.New(rand.NewPCG(3, 1)), statuses: make(map[int]int)}
	s.projects()
	s.repository()
	s.broken()
	files := s.files()
	var measured []usage
	for part := range 10 {
		for n := range *soaked / 10 {
			s.command(part**soaked/10 + n)
		}
		measured = append(measured, s.measure(part))
	}
	s.flat(measured)
	left := s.files()
	for path := range maps.Keys(left) {
		if was, there := files[path]; !there || was != left[path] {
			t.Errorf("%q has %d bytes, there before: %v", path, left[path], there)
		}
	}
	if len(left) < len(files) {
		t.Errorf("%d files have become %d", len(files), len(left))
	}
	if s.statuses[cli.StatusOK] == 0 || s.statuses[cli.StatusFound] == 0 || s.statuses[cli.StatusFailed] == 0 {
		t.Errorf("the commands do not reach what they are meant to reach: %v", s.statuses)
	}
}

// A soak is the projects and what became of the commands.
type soak struct {
	*testing.T
	rand     *rand.Rand
	dirs     []string
	git      string // one of few in which git is asked, which takes time
	statuses map[int]int
}

// projects lays out the archives of testdata/project.
func (s *soak) projects() {
	s.Helper()
	archives, err := filepath.Glob("../../testdata/project/*.txtar")
	if err != nil || len(archives) == 0 {
		s.Fatalf("no projects: %v", err)
	}
	top := s.TempDir()
	for _, file := range archives {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			s.Fatal(err)
		}
		dir := filepath.Join(top, strings.TrimSuffix(filepath.Base(file), ".txtar"))
		s.lay(dir, archive)
		s.dirs = append(s.dirs, dir)
	}
}

func (s *soak) lay(dir string, archive *txtar.Archive) {
	s.Helper()
	for _, f := range archive.Files {
		if !strings.HasPrefix(f.Name, wanted) {
			s.write(filepath.Join(dir, f.Name), f.Data)
		}
	}
	s.write(filepath.Join(dir, "node_modules/x/index.js"), bytes.Repeat([]byte("x"), 20_000))
}

func (s *soak) write(path string, text []byte) {
	s.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		s.Fatal(err)
	}
	if err := os.WriteFile(path, text, 0o644); err != nil {
		s.Fatal(err)
	}
}

// repository is a project in git, which is the only program that there is to be found.
func (s *soak) repository() {
	s.Helper()
	git, err := exec.LookPath("git")
	programs := s.TempDir()
	s.Setenv("PATH", programs)
	if err != nil {
		return
	}
	if err := os.Symlink(git, filepath.Join(programs, "git")); err != nil {
		s.Fatal(err)
	}
	s.git = s.TempDir()
	for name, text := range map[string]string{"Dockerfile": "FROM node\nCOPY . .\nRUN npm ci\n", "package.json": "{}", ".gitignore": "*.log\n", "a.log": "x", ".dockerignore": "*.tmp\n", "web/b.log": "x"} {
		s.write(filepath.Join(s.git, name), []byte(text))
	}
	for _, args := range [][]string{{"init", "-q"}, {"add", "."}, {"-c", "user.name=A", "-c", "user.email=a@example.com", "commit", "-qm", "x"}} {
		if out, err := exec.Command("git", append([]string{"-C", s.git}, args...)...).CombinedOutput(); err != nil {
			s.Fatalf("%v\n%s", err, out)
		}
	}
}

// broken adds directories that no builder likes, a large one, and one that is not there.
func (s *soak) broken() {
	s.Helper()
	top := s.TempDir()
	for name, text := range map[string]string{
		"bad/Dockerfile": "FROM\nCOPY\n", "bad/.dockerignore": "[\n!\n\xff\n", "bad/compose.yaml": "services: [", "bad/docker-bake.hcl": "target {", "bad/.buildctx.yaml": "x: 1\n",
		"odd/\x1b[31m": "", "odd/line\nfeed.log": "x", "odd/.dockerignore": "*\n!\x1b*\n", "odd/Dockerfile": "FROM a\nCOPY no/such /\n",
	} {
		s.write(filepath.Join(top, name), []byte(text))
	}
	for k := range 1500 {
		s.write(filepath.Join(top, "large", fmt.Sprint(k%40), fmt.Sprint(k)), nil)
	}
	if err := syscall.Mkfifo(filepath.Join(top, "odd/.gitignore"), 0o644); err != nil {
		s.Fatal(err)
	}
	if err := os.Symlink("..", filepath.Join(top, "odd/up")); err != nil {
		s.Fatal(err)
	}
	s.dirs = append(s.dirs, filepath.Join(top, "bad"), filepath.Join(top, "odd"), filepath.Join(top, "large"), filepath.Join(top, "none"))
}

// commands are the command lines that are run; those that write come last.
var commands = []string{
	"analyze", "analyze --format json", "analyze --builder classic", "analyze --builder buildah --color always", "ls", "ls -l --eligible", "ls --excluded --format ndjson", "ls -0", "ls --format make",
	"suggest", "suggest --format json", "suggest --level review", "suggest --mode allow", "suggest --print --tidy", "suggest --builder classic",
	"lint", "lint --format json", "lint --format sarif", "lint --format github", "lint --format lines --builder all", "lint --unsafe-fixes --diff",
	"check --max-size 1kB --max-files 3", "check --max-file-size 100MB --format json", "check", "lint --format no", "-f no/such", "--target no",
	"explain package.json node_modules -C", "explain --stdin -z -q -C", "explain --format json .env Dockerfile -C", "verify --builder buildah",
	"suggest --write", "lint --fix", "suggest --mode allow --write", "suggest -i", "suggest -i --level review",
}

// writing is how many of them write.
const writing = 5

// command runs one of them in one of the directories. One in twenty is a repository.
func (s *soak) command(n int) {
	dir := s.dirs[s.rand.IntN(len(s.dirs))]
	if s.git != "" && n%20 == 0 {
		dir = s.git
	}
	k := n % len(commands)
	typed := []string{"", "y\ny\nn\ny\ny\ny\n", "s\n?\na\ny\n", "q\n", "package.json\x00x\x00"}[s.rand.IntN(5)]
	args := append(strings.Fields(commands[k]), dir)
	if k >= len(commands)-writing {
		defer s.restore(dir)()
	}
	status := cli.Main(args, cli.Streams{In: strings.NewReader(typed), Out: io.Discard, Err: io.Discard})
	if s.statuses[status]++; status < cli.StatusOK || status > cli.StatusFailed {
		s.Fatalf("%q ends with status %d", args, status)
	}
}

// restore puts the ignore files back as they are now.
func (s *soak) restore(dir string) func() {
	texts := make(map[string][]byte)
	for _, name := range []string{".dockerignore", "Dockerfile.dockerignore", ".containerignore"} {
		texts[name], _ = os.ReadFile(filepath.Join(dir, name))
	}
	return func() {
		for name, text := range texts {
			if now, err := os.ReadFile(filepath.Join(dir, name)); err == nil && text == nil {
				os.Remove(filepath.Join(dir, name))
			} else if !bytes.Equal(now, text) {
				s.write(filepath.Join(dir, name), text)
			}
		}
	}
}

// A usage is what the process has in use.
type usage struct {
	heap, objects                     uint64
	goroutines, descriptors, children int
	resident                          int // kilobytes
}

// measure waits a little for what is about to end.
func (s *soak) measure(part int) usage {
	s.Helper()
	var u usage
	for range 20 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		u = usage{m.HeapAlloc, m.HeapObjects, runtime.NumGoroutine(), s.entries("/proc/self/fd"), s.children(), s.resident()}
		if u.children == 0 && part > 0 {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	s.Logf("part %2d: heap %6.2f MB in %6d objects, resident %3d MB, %d goroutines, %d descriptors, %d children",
		part+1, float64(u.heap)/1e6, u.objects, u.resident/1000, u.goroutines, u.descriptors, u.children)
	return u
}

// flat compares the last tenth with the second one; the first one fills what is filled once.
func (s *soak) flat(measured []usage) {
	s.Helper()
	first, last := measured[1], measured[len(measured)-1]
	const alike = 1.1
	if some := 4e5; float64(last.heap) > alike*float64(first.heap)+some {
		s.Errorf("the heap has grown from %d to %d bytes", first.heap, last.heap)
	}
	if some := 1000.; float64(last.objects) > alike*float64(first.objects)+some {
		s.Errorf("the heap has grown from %d to %d objects", first.objects, last.objects)
	}
	if last.goroutines > first.goroutines+2 || last.descriptors > first.descriptors+2 || last.children > 0 {
		s.Errorf("%+v has become %+v", first, last)
	}
}

func (s *soak) entries(dir string) int {
	s.Helper()
	list, err := os.ReadDir(dir)
	if err != nil {
		s.Fatal(err)
	}
	return len(list)
}

// children counts the processes that were started, and not waited for.
func (s *soak) children() int {
	s.Helper()
	threads, err := filepath.Glob("/proc/self/task/*/children")
	if err != nil {
		s.Fatal(err)
	}
	n := 0
	for _, thread := range threads {
		list, _ := os.ReadFile(thread) // a thread may have ended
		n += len(bytes.Fields(list))
	}
	return n
}

func (s *soak) resident() (kilobytes int) {
	s.Helper()
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		s.Fatal(err)
	}
	for line := range strings.Lines(string(status)) {
		if value, ok := strings.CutPrefix(line, "VmRSS:"); ok {
			fmt.Sscan(value, &kilobytes)
		}
	}
	return kilobytes
}

// files are all that there are below the projects and in the directory for temporary files, with their sizes.
func (s *soak) files() map[string]int64 {
	s.Helper()
	out := make(map[string]int64)
	for _, top := range slices.Concat(s.dirs, []string{s.git, os.TempDir()}) {
		err := filepath.WalkDir(top, func(path string, d os.DirEntry, err error) error {
			if err != nil {
				return nil // one is not there
			}
			info, err := d.Info()
			if err == nil && !d.IsDir() {
				out[path] = info.Size()
			}
			return err
		})
		if err != nil {
			s.Fatal(err)
		}
	}
	return out
}
