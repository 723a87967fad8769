package suggest

import (
	"fmt"
	"path"
	"strings"

	buildcontext "github.com/buildctx/buildctx/context"
)

// runs are the RUN instructions of all Dockerfiles, and what their words say.
type runs struct {
	lines []runLine
	whole bool              // some instruction copies the whole context
	bases []string          // the images that stages start from
	words map[string]string // relative paths in the commands, with the place
	globs []runGlob
	files map[string]string // last components of the words
	head  func(path string, n int) []byte
}

type runLine struct {
	where    string   // "Dockerfile:7"
	commands []string // what the shell runs, one after the other
}

type runGlob struct{ pattern, where string }

func newRuns(in Input) *runs {
	r := &runs{words: make(map[string]string), files: make(map[string]string), head: in.Head}
	for _, need := range in.Needs {
		if need.Set == nil {
			continue
		}
		for _, s := range need.Set.Sources {
			r.whole = r.whole || s.Context == "" && !s.Mount && (s.Whole || s.Path != "" && naming(s.Path) == "")
		}
		for _, s := range need.Set.Stages {
			if s.Image {
				r.bases = append(r.bases, path.Base(s.Base))
			}
		}
		for _, c := range need.Set.Commands {
			r.add(fmt.Sprintf("%s:%d", need.Dockerfile, c.Line), c.Text)
		}
	}
	return r
}

// separators part the commands of a shell line, those inside quotes too.
func separators(r rune) bool { return strings.ContainsRune(";|&\n`()\"'", r) }

// punctuation parts words.
func punctuation(r rune) bool { return strings.ContainsRune(" \t\r\n;|&()<>`\"'=,:", r) }

func (r *runs) add(where, text string) {
	line := runLine{where: where}
	text = strings.ReplaceAll(text, "\\\n", " ")
	for command := range strings.FieldsFuncSeq(text, separators) {
		if command = strings.TrimSpace(command); command != "" {
			line.commands = append(line.commands, command)
		}
	}
	r.lines = append(r.lines, line)
	for word := range strings.FieldsFuncSeq(text, punctuation) {
		word = path.Clean(word)
		if word == "." || word == "/" || strings.HasPrefix(word, "-") {
			continue
		}
		base := path.Base(word)
		if buildcontext.HasWildcard(base) {
			if telling(base) {
				r.globs = append(r.globs, runGlob{base, where})
			}
			continue
		}
		r.files[base] = where
		for !path.IsAbs(word) && word != "." {
			r.words[word] = where
			word = path.Dir(word)
		}
	}
}

// telling reports whether a pattern in a command has letters enough to mean
// some files and not any: scripts hold stars for other reasons too.
func telling(pattern string) bool {
	letters := 0
	for _, c := range pattern {
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' {
			letters++
		}
	}
	return letters >= 2 && !strings.ContainsAny(pattern, `\{}$`)
}

// names says which RUN names an entry: a directory by its path or by that of
// something below it, a file by its name.
func (r *runs) names(t *buildcontext.Tree, i uint32) string {
	if len(r.lines) == 0 {
		return ""
	}
	if t.IsDir(i) {
		return r.words[t.Path(i)]
	}
	name := t.Name(i)
	if where := r.files[name]; where != "" {
		return where
	}
	for _, g := range r.globs {
		if ok, err := path.Match(g.pattern, name); ok && err == nil {
			return g.where
		}
	}
	return ""
}

// notAsking are the subcommands of git that need no repository of the build
// context.
var notAsking = map[string]bool{"clone": true, "init": true, "lfs": true, "ls-remote": true, "version": true, "--version": true}

// stampers are words of commands that take the version from git.
var stampers = []string{
	"goreleaser", "setuptools_scm", "setuptools-scm", "hatch-vcs", "versioneer", "versioningit", "gitversion",
	"dotnet-gitversion", "nbgv", "minver", "git-version", "semantic-release", "-buildvcs=true", "safe.directory",
}

// stamped are files that make a build ask git when they hold one of the words.
var stamped = []struct {
	file  string
	words []string
}{
	{"Cargo.toml", []string{"vergen", "shadow-rs", "git-version", "built ="}},
	{"Makefile", []string{"git describe", "git rev-parse", "git log", "git rev-list"}},
	{"GNUmakefile", []string{"git describe", "git rev-parse", "git log", "git rev-list"}},
	{"CMakeLists.txt", []string{"git describe", "GIT_EXECUTABLE", "GetGitRevision"}},
	{"package.json", []string{"git describe", "git rev-parse", "git log"}},
	{"pyproject.toml", []string{"setuptools_scm", "setuptools-scm", "hatch-vcs", "versioningit", "versioneer", "poetry-dynamic-versioning", "source = \"scm\""}},
	{"setup.cfg", []string{"setuptools_scm", "setuptools-scm", "versioneer"}},
	{"setup.py", []string{"setuptools_scm", "setuptools-scm", "versioneer", "git describe", "git rev-parse"}},
	{"pom.xml", []string{"git-commit-id", "jgitver"}},
	{"build.gradle", []string{"git describe", "git-version", "git-properties", "grgit", "nebula.release"}},
	{"build.gradle.kts", []string{"git describe", "git-version", "git-properties", "grgit", "nebula.release"}},
	{"version.json", []string{"nerdbank", "Nerdbank.GitVersioning"}},
	{"Directory.Build.props", []string{"Nerdbank.GitVersioning", "MinVer", "GitVersion"}},
	{"mix.exs", []string{"git describe", "git rev-parse"}},
}

// stampedSize is how much of a build file is searched for such words.
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
	if r.head == nil || len(r.lines) == 0 {
		return ""
	}
	for _, s := range stamped {
		text := string(r.head(s.file, stampedSize))
		for _, word := range s.words {
			if text != "" && strings.Contains(text, word) {
				return fmt.Sprintf("%s asks git for the version: %s", s.file, word)
			}
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

// wrappers are words that stand before a command.
var wrappers = map[string]bool{
	"sudo": true, "exec": true, "time": true, "env": true, "if": true, "then": true, "do": true, "else": true,
	"!": true, "{": true, "sh": true, "bash": true, "-c": true, "$": true,
}

// installs reports whether a command installs packages of the system.
func installs(command string) bool {
	for _, manager := range []string{"apt-get ", "apt ", "apk ", "yum ", "dnf ", "microdnf ", "zypper ", "pacman "} {
		if strings.HasPrefix(command, manager) {
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

// has reports whether a command has a text.
func (r *runs) has(text string) bool {
	for _, line := range r.lines {
		for _, command := range line.commands {
			if strings.Contains(command, text) {
				return true
			}
		}
	}
	return false
}
