package scan

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// Some tests need another process: other users, fewer descriptors, mounts. They
// run the test binary again with the name of the part to do in childEnv.
const (
	childEnv = "SCAN_TEST_CHILD"
	dirEnv   = "SCAN_TEST_DIR"
)

// children are what the test binary does instead of tests.
func children() map[string]func(dir string) {
	return map[string]func(dir string){
		"describe":   childDescribe,
		"scarce":     childScarce,
		"toofew":     childTooFew,
		"loop":       childLoop,
		"readfile":   childReadFile,
		"forbidden":  childForbiddenRoot,
		"skipping":   childSkipping,
		"attributes": childAttributes,
	}
}

func TestMain(m *testing.M) {
	if do, ok := children()[os.Getenv(childEnv)]; ok {
		do(os.Getenv(dirEnv))
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// child runs a part in a process of its own and returns what it printed.
func child(t *testing.T, part, dir string, attr *syscall.SysProcAttr) string {
	t.Helper()
	// Another user has to be able to reach and run the binary.
	// A second name will do, where the file system has such; a copy cannot be
	// started as long as any other new process still holds it open for writing.
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	bin := filepath.Join(openDirFor(t), "scan.test")
	if os.Link(self, bin) != nil {
		copyProgram(t, bin, self)
	}
	cmd := exec.Command(bin)
	cmd.Dir = "/"
	cmd.Env = append(os.Environ(), childEnv+"="+part, dirEnv+"="+dir)
	cmd.SysProcAttr = attr
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", part, err, out)
	}
	return string(out)
}

func copyProgram(t *testing.T, to, from string) {
	t.Helper()
	program, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(to, program, 0o755); err != nil {
		t.Fatal(err)
	}
}

// openDirFor makes a temporary directory that every user can reach.
func openDirFor(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "scan")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	return dir
}

// nobody is the user that root becomes to see what others see.
func nobody() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534, Groups: []uint32{65534, 1234}}}
}

func needRoot(t *testing.T) {
	t.Helper()
	if os.Geteuid() != 0 {
		t.Skip("only root can become another user")
	}
}

// lines splits what a child printed.
func lines(out string) []string { return strings.Split(strings.TrimSuffix(out, "\n"), "\n") }

// die ends a child that cannot do its part.
func die(err error) {
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// descriptors counts the open file descriptors of this process.
func descriptors(t *testing.T) int {
	t.Helper()
	d, err := os.ReadDir("/proc/self/fd")
	must(t, err)
	return len(d)
}
