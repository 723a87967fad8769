package builds

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/buildctx/buildctx/suggest/catalog"
	"github.com/buildctx/buildctx/suggest/commands"
)

// notAsking are the subcommands of git that need no repository of the build
// context.
var notAsking = map[string]bool{"clone": true, "init": true, "lfs": true, "ls-remote": true, "version": true, "--version": true}

// stamps are what makes builds of all stacks ask git for their version.
var stamps = sync.OnceValue(func() catalog.Stamps {
	out := catalog.Stamps{Files: make(map[string][]string)}
	for _, s := range catalog.Stacks() {
		out.Commands = append(out.Commands, s.Stamps.Commands...)
		for name, words := range s.Stamps.Files {
			out.Files[name] = append(out.Files[name], words...)
		}
	}
	return out
})

// stampedSize is how much of a build file or script is searched for such
// words.
const stampedSize = 64 << 10

// A GitUse is what makes a build ask git about the repository; the zero value
// where nothing is known to.
type GitUse struct {
	// By says which instruction or file it is and what it asks, as a clause.
	By string
	// Changes says that git looks for files that have changed: the commit and
	// its tags are the same whatever is there.
	Changes bool
}

// looksForChanges reports whether a command or a word of a file has git look
// for files that have changed.
func looksForChanges(asking string) bool {
	return slices.ContainsFunc([]string{"--dirty", "git diff", "git status"}, func(word string) bool {
		return strings.Contains(asking, word)
	})
}

// AsksGit is what gitUse says, worked out once.
func (r *Builds) AsksGit() GitUse {
	if r.asks == nil {
		use := r.gitUse()
		r.asks = &use
	}
	return *r.asks
}

// gitUse says what makes the build ask git for its version.
func (r *Builds) gitUse() GitUse {
	for _, line := range r.lines {
		var clone cloned
		for _, command := range line.Commands {
			if !clone.holds(command) && asksGit(command) {
				shown := shorten(command)
				return GitUse{By: fmt.Sprintf("%s asks git: %s", line.where, shown), Changes: looksForChanges(shown)}
			}
			for _, word := range stamps().Commands {
				if strings.Contains(command, word) && !commands.InstallsSystemPackages(command) {
					return GitUse{By: fmt.Sprintf("%s takes the version from git: %s", line.where, word), Changes: true}
				}
			}
		}
	}
	if r.head == nil || r.tree == nil || len(r.lines) == 0 {
		return GitUse{}
	}
	return r.fileAsks()
}

// fileAsks looks for a file that asks git among those that a build reads. What
// the container starts counts where it asks for its own revision.
func (r *Builds) fileAsks() GitUse {
	read := 0
	if r.compiles() {
		for _, i := range r.look().shallow {
			name := r.tree.Name(i)
			if path.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") || read == stampsRead {
				continue
			}
			read++
			if strings.Contains(string(r.head(r.tree.Path(i), stampedSize)), "ReadBuildInfo") {
				return GitUse{By: r.tree.Path(i) + " reads the version that go build takes from git"}
			}
		}
	}
	for _, f := range r.reads() {
		word := asks(path.Base(f.name), f.text)
		if word != "" && (!f.start || slices.Contains(ownRevision, word)) {
			return GitUse{By: fmt.Sprintf("%s asks git: %s", f.name, word), Changes: looksForChanges(word)}
		}
	}
	return GitUse{}
}

// ownRevision are the words by which a program asks for the revision it was
// made from.
var ownRevision = []string{"git describe", "git rev-parse", ".git/HEAD"}

// stamping are the words by which a build file of a name asks git.
func stamping(name string) []string {
	out := stamps().Files[name]
	for pattern, words := range stamps().Files {
		if strings.HasPrefix(pattern, "*") && strings.HasSuffix(name, pattern[1:]) {
			out = slices.Concat(out, words)
		}
	}
	return out
}

// A cloned is what a RUN has cloned so far.
type cloned struct {
	urls string // what the clone commands say
	in   bool   // the RUN is in a clone
}

// holds reports whether a command of the RUN works in a repository that the RUN
// has cloned before, and not in that of the build context.
func (c *cloned) holds(command string) bool {
	words := strings.Fields(command)
	switch {
	case len(words) > 1 && words[0] == "git" && words[1] == "clone":
		c.urls += " " + command
	case len(words) > 1 && (words[0] == "cd" || words[0] == "pushd"):
		c.in = c.urls != "" && path.Clean(words[1]) != ".." && strings.Contains(c.urls, path.Base(words[1]))
	}
	return c.in
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
	words := slices.Concat(asking, stamping(name))
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
	for len(words) > 0 && (strings.Contains(words[0], "=") || commands.IsWrapper(words[0])) {
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
