package builds

import (
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/buildctx/buildctx/suggest/catalog"
)

// An installer is one of the catalog.
type installer struct{ catalog.Installer }

// installers are those of all stacks.
var installers = sync.OnceValue(func() []*installer {
	var out []*installer
	for _, s := range catalog.Stacks() {
		for _, i := range s.Installers {
			out = append(out, &installer{i})
		}
	}
	return out
})

// of is the installer that a command is; nil for any other.
func (i *installer) of(command string) *installer {
	m := maker{catalog.Install{Commands: i.Commands, Bare: i.Bare}}
	words := strings.Fields(command)
	switch phrase := m.in(command, m.Commands); {
	case phrase == "":
		return nil
	case len(i.Flags) > 0 && !slices.ContainsFunc(i.Flags, func(flag string) bool { return slices.Contains(words, flag) }):
		return nil
	case len(i.Flags) == 0 && phrase != "dotnet restore" && builds(command):
		return nil
	case phrase == "pip install" || phrase == "pip3 install":
		return i.naming(words)
	}
	return i
}

// Naming is pip with the manifests that a command names; nil where it installs
// the project, too.
func (i *installer) naming(words []string) *installer {
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

// manifest reports whether the installer may read a file.
func (i *installer) manifest(name string) bool {
	dir, base := path.Split(name)
	return like(base, i.Modules) || like(base, i.Others) || like(base, i.More) ||
		len(i.Dirs) > 0 && slices.ContainsFunc(components(dir), func(c string) bool { return slices.Contains(i.Dirs, c) })
}

// like reports whether a name is one of those named, or fits a pattern with
// stars among them.
func like(name string, patterns []string) bool {
	return slices.ContainsFunc(patterns, func(pattern string) bool {
		if name == pattern || strings.IndexByte(pattern, '*') < 0 {
			return name == pattern
		}
		ok, err := path.Match(pattern, name)
		return ok && err == nil
	})
}

// installs is what a RUN installs with; nil where it does something else, too,
// that may need any file.
func (line *runLine) installs() *installer {
	var found *installer
	for _, command := range line.commands {
		command = unwrapped(command)
		var is *installer
		for _, i := range installers() {
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
		if after, ok := cutWords(command, phrase); ok {
			return phrase == "gem install" || !ofProject(phrase, after) && !strings.Contains(after, "/")
		}
	}
	return false
}

// managers are package managers.
var managers = map[string]bool{
	"npm": true, "yarn": true, "pnpm": true, "bun": true, "pip": true, "pip3": true, "uv": true, "poetry": true, "pdm": true, "bundle": true, "composer": true, "mix": true,
}
