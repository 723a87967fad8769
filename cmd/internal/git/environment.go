package git

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
)

// environment is what git gets to see of the environment: nothing that points
// it to another repository, has it start something, or write anywhere. It looks
// for a repository no further up than where one is known to be.
func (r *repository) environment(all []string) []string {
	var out []string
	for _, v := range all {
		if name, _, _ := strings.Cut(v, "="); !strings.HasPrefix(strings.ToUpper(name), "GIT_") {
			out = append(out, v)
		}
	}
	return append(out, "LC_ALL=C", "GIT_CONFIG_NOSYSTEM=1", "GIT_ATTR_NOSYSTEM=1", "GIT_TERMINAL_PROMPT=0",
		"GIT_CEILING_DIRECTORIES="+filepath.Dir(r.root),
		"GIT_NO_LAZY_FETCH=1", "GIT_ALLOW_PROTOCOL=none") // versions of git that do not know the first obey the second
}

// trusts are the directories that the environment has git trust although they
// belong to somebody else, as containers of CI jobs do (git-config(1),
// safe.directory and GIT_CONFIG_COUNT), as settings.
func trusts(getenv func(string) string) []string {
	var out []string
	n, _ := strconv.Atoi(getenv("GIT_CONFIG_COUNT"))
	for i := range min(n, 100) {
		if strings.EqualFold(getenv(fmt.Sprintf("GIT_CONFIG_KEY_%d", i)), "safe.directory") {
			out = append(out, "safe.directory="+getenv(fmt.Sprintf("GIT_CONFIG_VALUE_%d", i)))
		}
	}
	return out
}

// find finds git where neither the repository nor the directory in question
// could have put it.
func find(forbidden ...string) (string, error) {
	name := "git"
	if runtime.GOOS == "windows" {
		name = "git.exe"
	}
	for _, dir := range filepath.SplitList(os.Getenv("PATH")) {
		if !filepath.IsAbs(dir) || isBelow(dir, forbidden) {
			continue
		}
		program, err := exec.LookPath(filepath.Join(dir, name))
		if err != nil {
			continue
		}
		if real, err := filepath.EvalSymlinks(program); err == nil && !isBelow(real, forbidden) {
			return program, nil
		}
	}
	return "", errors.New("git is not installed")
}

// isBelow reports whether a path lies in one of the directories, links
// resolved.
func isBelow(path string, dirs []string) bool {
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real
	}
	for _, dir := range dirs {
		if rel, err := filepath.Rel(dir, path); err == nil && filepath.IsLocal(rel) {
			return true
		}
	}
	return false
}
