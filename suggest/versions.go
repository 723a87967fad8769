package suggest

import (
	"fmt"
	"path"
	"slices"
	"strings"
)

// notAsking are the subcommands of git that need no repository of the build
// context.
var notAsking = map[string]bool{"clone": true, "init": true, "lfs": true, "ls-remote": true, "version": true, "--version": true}

// stampers are words of commands that take the version from git.
var stampers = []string{
	"goreleaser", "setuptools_scm", "setuptools-scm", "hatch-vcs", "versioneer", "versioningit", "gitversion",
	"dotnet-gitversion", "nbgv", "minver", "git-version", "semantic-release", "-buildvcs=true", "safe.directory",
}

// stamped are files that make a build ask git when they hold one of the words.
var stamped = map[string][]string{
	"Cargo.toml":            {"vergen", "shadow-rs", "git-version", "built ="},
	"CMakeLists.txt":        {"git describe", "GIT_EXECUTABLE", "GetGitRevision"},
	"package.json":          {"git describe", "git rev-parse", "git log"},
	"pyproject.toml":        {"setuptools_scm", "setuptools-scm", "hatch-vcs", "versioningit", "versioneer", "poetry-dynamic-versioning", "source = \"scm\""},
	"setup.cfg":             {"setuptools_scm", "setuptools-scm", "versioneer"},
	"setup.py":              {"setuptools_scm", "setuptools-scm", "versioneer", "git describe", "git rev-parse"},
	"pom.xml":               {"git-commit-id", "jgitver"},
	"build.gradle":          {"git describe", "git-version", "git-properties", "grgit", "nebula.release"},
	"build.gradle.kts":      {"git describe", "git-version", "git-properties", "grgit", "nebula.release"},
	"version.json":          {"nerdbank", "Nerdbank.GitVersioning"},
	"Directory.Build.props": {"Nerdbank.GitVersioning", "MinVer", "GitVersion"},
	"mix.exs":               {"git describe", "git rev-parse"},
}

// stampedSize is how much of a build file or script is searched for such
// words.
const stampedSize = 64 << 10

// version says what makes the build ask git for its version; empty if nothing
// is known to.
func (r *runs) version() string {
	for _, line := range r.lines {
		for _, command := range line.commands {
			if asksGit(command) {
				return fmt.Sprintf("%s asks git: %s", line.where, shorten(command))
			}
			for _, word := range stampers {
				if strings.Contains(command, word) && !installs(command) {
					return fmt.Sprintf("%s takes the version from git: %s", line.where, word)
				}
			}
		}
	}
	if r.head == nil || r.tree == nil || len(r.lines) == 0 {
		return ""
	}
	return r.scripts()
}

// asking are words of a script that asks git.
var asking = []string{
	"git describe", "git rev-parse", "git log", "git rev-list", "git show", "git status", "git diff", "git branch", "git tag -", "git ls-files",
	"git archive", "git symbolic-ref", "git name-rev", "git submodule", "git for-each-ref", "git shortlog", "git -C", "git --git-dir", ".git/HEAD",
}

// calling are words of a program that asks git, without a shell or through a
// library.
var calling = []string{
	`"git"`, "'git'", "`git ", "go-git", "simple-git", "isomorphic-git", "nodegit", "git-revision", "git-rev-sync", "gitpython", "import git",
	"from git import", "pygit2", "git2::", "rugged", "vergen",
}

// asks is the word by which a file asks git; empty if it has none.
func asks(name, text string) string {
	words := slices.Concat(asking, stamped[name])
	if programs[path.Ext(name)] {
		words = slices.Concat(words, calling)
	}
	for _, word := range words {
		if strings.Contains(text, word) {
			return word
		}
	}
	return ""
}

// asksGit reports whether a command is git at work on a repository that is
// there already.
func asksGit(command string) bool {
	words := strings.Fields(command)
	for len(words) > 0 && (strings.Contains(words[0], "=") || wrappers[words[0]]) {
		words = words[1:]
	}
	if len(words) == 0 || path.Base(words[0]) != "git" {
		return false
	}
	for k := 1; k < len(words); k++ {
		switch word := words[k]; {
		case word == "-C" || word == "-c":
			k++
		case word == "config":
			return strings.Contains(command, "safe.directory")
		case strings.HasPrefix(word, "--version"), notAsking[word]:
			return false
		case !strings.HasPrefix(word, "-"):
			return true
		}
	}
	return false
}

// shorten cuts a command for a row of the report.
func shorten(command string) string {
	const most = 40
	command = strings.Join(strings.Fields(command), " ")
	if len(command) <= most {
		return command
	}
	return strings.ToValidUTF8(command[:most], "") + "…"
}
