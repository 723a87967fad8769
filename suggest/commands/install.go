package commands

import (
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/buildctx/buildctx/suggest/catalog"
)

// An Installer is a command of the catalog that installs what manifests name.
type Installer struct{ catalog.Installer }

// Installers are the installers of all stacks.
var Installers = sync.OnceValue(func() []*Installer {
	var out []*Installer
	for _, s := range catalog.Stacks() {
		for _, i := range s.Installers {
			out = append(out, &Installer{i})
		}
	}
	return out
})

// of is the installer that a command is; nil for any other.
func (i *Installer) of(command string) *Installer {
	m := Fetcher{catalog.Install{Commands: i.Commands, Bare: i.Bare}}
	words := strings.Fields(command)
	switch phrase := m.PhraseIn(command, m.Commands); {
	case phrase == "":
		return nil
	case len(i.Flags) > 0 && !slices.ContainsFunc(i.Flags, func(flag string) bool { return slices.Contains(words, flag) }):
		return nil
	case len(i.Flags) == 0 && phrase != "dotnet restore" && makesAnything(command):
		return nil
	case phrase == "pip install" || phrase == "pip3 install":
		return i.reading(words)
	}
	return i
}

// reading is pip with the manifests that a command names; nil where it installs
// the project, too.
func (i *Installer) reading(words []string) *Installer {
	out := *i
	for k, word := range words {
		if word == "-e" || word == "--editable" || word[0] == '.' && (k == 0 || words[k-1][0] != '-') {
			return nil
		}
		for _, flag := range []string{"--requirement", "--constraint", "-r", "-c"} {
			rest, found := strings.CutPrefix(word, flag)
			if !found {
				continue
			}
			if rest == "" && k+1 < len(words) {
				rest = words[k+1]
			}
			out.Modules = append(out.Modules, path.Base(strings.TrimPrefix(rest, "=")))
			break
		}
	}
	return &out
}

// MayRead reports whether the installer may read a file.
func (i *Installer) MayRead(name string) bool {
	dir, base := path.Split(name)
	return catalog.MatchesAny(base, i.Modules) || catalog.MatchesAny(base, i.Others) || catalog.MatchesAny(base, i.More) ||
		len(i.Dirs) > 0 && slices.ContainsFunc(Components(dir), func(c string) bool { return slices.Contains(i.Dirs, c) })
}

// Installs is what a RUN installs with; nil where it does something else, too,
// that may need any file.
func (run *Run) Installs() *Installer {
	var found *Installer
	for _, command := range run.Commands {
		command = unwrapped(command)
		var is *Installer
		for _, i := range Installers() {
			if is = i.of(command); is != nil {
				break
			}
		}
		switch {
		case is != nil && found == nil:
			found = is
		case is != nil || command != "" && !needless(command):
			return nil
		}
	}
	return found
}

// unwrapped is a command without the variables and words before it.
func unwrapped(command string) string {
	words := strings.Fields(command)
	for len(words) > 0 && (wrappers[words[0]] || words[0][0] != '-' && strings.Contains(words[0], "=")) {
		words = words[1:]
	}
	return strings.Join(words, " ")
}

// needless reports whether a command needs no file of the build context: it
// is plain and compiles nothing, looks after a package manager, or installs
// packages by name.
func needless(command string) bool {
	words := strings.Fields(command)
	program := path.Base(words[0])
	switch {
	case compiling[program] != nil:
		return false
	case plain(command), program == "corepack", strings.Contains(words[0], "://"):
		return true
	case len(words) > 1 && managers[program] && slices.Contains([]string{"cache", "config", "set", "--version", "-v"}, words[1]):
		return true
	}
	for _, phrase := range []string{"pip install", "pip3 install", "npm install", "npm i", "gem install"} {
		if after, ok := CutPhrase(command, phrase); ok {
			return phrase == "gem install" || !ofProject(phrase, after) && !strings.Contains(after, "/")
		}
	}
	return false
}

// managers are package managers.
var managers = map[string]bool{
	"npm": true, "yarn": true, "pnpm": true, "bun": true, "pip": true, "pip3": true, "uv": true, "poetry": true, "pdm": true, "bundle": true, "composer": true, "mix": true,
}

// TakesLong reports whether a RUN installs dependencies or builds.
func (run *Run) TakesLong() bool {
	return slices.ContainsFunc(run.Commands, func(command string) bool {
		if makesAnything(command) || slices.ContainsFunc(Installers(), func(i *Installer) bool { return i.of(command) != nil }) {
			return true
		}
		for _, tool := range catalog.Tools() {
			if m := (Fetcher{tool.Install}); m.PhraseIn(command, m.Commands) != "" {
				return true
			}
		}
		return false
	})
}

// makesAnything reports whether a command makes outputs, of whatever stack.
// Packages that pip installs by name are none.
func makesAnything(command string) bool {
	if idle(command) || InstallsSystemPackages(command) {
		return false
	}
	for _, phrase := range []string{"pip install", "pip3 install"} {
		if after, ok := CutPhrase(command, phrase); ok && !ofProject(phrase, after) {
			return false
		}
	}
	for _, tool := range catalog.Tools() {
		if slices.ContainsFunc(tool.Build, func(b catalog.Build) bool { return makesOutputs(&b, command) }) {
			return true
		}
	}
	return false
}
