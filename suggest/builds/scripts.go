package builds

import (
	"path"
	"slices"
	"strings"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/suggest/commands"
)

const (
	// scriptDepth is how many directories deep scripts and build files lie
	// that are read.
	scriptDepth = 4
	// scriptsRead is how many files are read for what they say about git.
	scriptsRead = 400
	// stampsRead is how many Go sources are read for whether they ask for the
	// version that the compiler took from git.
	stampsRead = 2000
	// scriptsSeen is how many files the part of the tree may have in which
	// they are looked for.
	scriptsSeen = 50_000
)

// looked is what is known of files once they were asked for.
type looked struct {
	shallow []uint32            // files that may be scripts or build files
	byName  map[string][]uint32 // the same by their names
}

// programs are the extensions of source code that may run during a build.
var programs = map[string]bool{
	".js": true, ".mjs": true, ".cjs": true, ".ts": true, ".mts": true, ".py": true, ".rb": true, ".go": true, ".php": true, ".pl": true,
	".lua": true, ".rs": true, ".kts": true, ".gradle": true, ".groovy": true, ".exs": true, ".cts": true, ".jsx": true, ".tsx": true,
	".R": true, ".r": true, ".Rmd": true, ".qmd": true, ".jl": true, ".ipynb": true,
}

// shells are the extensions of scripts and parts of build files.
var shells = map[string]bool{"": true, ".sh": true, ".bash": true, ".zsh": true, ".mk": true, ".cmake": true, ".ps1": true, ".cmd": true, ".bat": true, ".in": true, ".conf": true, ".ini": true, ".service": true}

// isBuildFile reports whether a build may read a file of this name without
// being told.
func isBuildFile(name string) bool {
	if stamping(name) != nil {
		return true
	}
	switch name {
	case "Makefile", "makefile", "GNUmakefile", "magefile.go", "build.rs", "Rakefile", "Taskfile.yml", "Taskfile.yaml", "justfile", "Justfile",
		"Pipfile", "MANIFEST.in", "pyproject.toml", "composer.json", "Gemfile", "go.mod", "Package.swift", "pubspec.yaml",
		".npmrc", ".yarnrc", ".yarnrc.yml", "pip.conf", "nuget.config", "NuGet.config", "NuGet.Config":
		return true
	}
	return path.Ext(name) == ".mk" || strings.HasPrefix(name, "requirements") && path.Ext(name) == ".txt" || strings.Contains(name, ".config.") && programs[path.Ext(name)]
}

// look finds the files that may be scripts or build files.
func (r *Builds) look() *looked {
	if r.seen != nil {
		return r.seen
	}
	r.seen = &looked{byName: make(map[string][]uint32)}
	var walk func(dir uint32, depth int)
	walk = func(dir uint32, depth int) {
		for i := range r.tree.Children(dir) {
			if len(r.seen.shallow) >= scriptsSeen {
				return
			}
			switch {
			case !r.tree.IsDir(i):
				r.seen.shallow = append(r.seen.shallow, i)
				name := r.tree.Name(i)
				r.seen.byName[name] = append(r.seen.byName[name], i)
			case depth < scriptDepth && !IsForeign(r.tree, i):
				walk(i, depth+1)
			}
		}
	}
	walk(0, 1)
	return r.seen
}

// IsForeign reports whether a directory holds the code of others.
func IsForeign(t *buildcontext.Tree, i uint32) bool {
	switch t.Name(i) {
	case ".git", ".hg", ".svn", "node_modules", "bower_components", "vendor", ".venv", "venv", ".tox", ".nox", "__pycache__", ".cache":
		return true
	}
	_, environment := t.Child(i, "pyvenv.cfg")
	return environment
}

// A readFile is a file that a build, or the container, reads or runs.
type readFile struct {
	entry uint32
	name  string // its path
	text  string
	start bool // only what the container starts leads to it
}

// reads are the build files, and the scripts that instructions name, with those
// that these name in turn. The build files of the root count always, others
// where a RUN runs what may call them.
func (r *Builds) reads() []readFile {
	if r.files != nil || r.head == nil || r.tree == nil {
		return r.files
	}
	seen := r.look()
	queued := make(map[uint32]bool)
	queue := []readFile{}
	start := false
	add := func(i uint32) {
		if !queued[i] && len(queue) < scriptsRead {
			queued[i] = true
			queue = append(queue, readFile{entry: i, name: r.tree.Path(i), start: start})
		}
	}
	runs := slices.ContainsFunc(r.lines, func(line runLine) bool { return !line.IsPlain() })
	follow := func(from int) {
		for k := from; k < len(queue); k++ {
			queue[k].text = startCommands(path.Base(queue[k].name), string(r.head(queue[k].name, stampedSize)))
			if runs || start {
				r.called(queue[k].text, add)
			}
			r.imported(&queue[k], add)
		}
	}
	for _, line := range r.lines {
		r.called(line.Text, add)
	}
	for _, i := range seen.shallow {
		if isBuildFile(r.tree.Name(i)) && len(r.lines) > 0 && (runs || r.tree.Parent(i) == 0) {
			add(i)
		}
	}
	follow(0)
	start = true
	done := len(queue)
	for _, text := range r.starts {
		r.called(text, add)
	}
	r.startFiles(add)
	follow(done)
	r.files = queue
	return r.files
}

// compiles reports whether a RUN may compile Go, so that the program is told
// the version of the repository.
func (r *Builds) compiles() bool {
	return r.CompilesGo() || slices.ContainsFunc(r.lines, func(line runLine) bool { return !line.IsPlain() })
}

// CompilesGo reports whether a RUN says that it compiles Go.
func (r *Builds) CompilesGo() bool {
	return slices.ContainsFunc(r.lines, func(line runLine) bool {
		return slices.ContainsFunc(line.Commands, func(c string) bool {
			_, build := commands.CutPhrase(c, "go build")
			_, install := commands.CutPhrase(c, "go install")
			return build || install
		})
	})
}

// called finds the scripts that the words of a text may mean.
func (r *Builds) called(text string, add func(uint32)) {
	seen := r.look()
	before := ""
	for word := range strings.FieldsFuncSeq(text, func(c rune) bool { return commands.IsPunctuation(c) || c == '$' || c == '{' || c == '}' || c == '@' }) {
		word = path.Clean(word)
		r.module(interpreted(before, word), add)
		before = word
		base := path.Base(word)
		if extension := path.Ext(base); !shells[extension] && !programs[extension] {
			if base != word || extension == "" {
				continue
			}
			// A module of Python, as in "gunicorn shop.wsgi".
			word = strings.ReplaceAll(word, ".", "/") + ".py"
			base = path.Base(word)
		}
		for strings.HasPrefix(word, "../") {
			word = word[3:]
		}
		for _, i := range seen.byName[base] {
			name := r.tree.Path(i)
			if name == word || strings.HasSuffix(name, "/"+word) || strings.HasSuffix(word, "/"+name) || strings.HasPrefix(word, "/") {
				add(i)
			}
		}
	}
}

// IsVendoredCrate reports whether a directory is a crate that cargo vendored.
// It refuses one in which any file is missing (cargo, "Directory sources").
func IsVendoredCrate(t *buildcontext.Tree, i uint32) bool {
	if !t.IsDir(i) {
		return false
	}
	_, ok := t.Child(i, ".cargo-checksum.json")
	return ok
}

// imported finds the modules of Python and JavaScript that a program imports
// from beside itself or from the root. Nothing else says where their files lie.
func (r *Builds) imported(f *readFile, add func(uint32)) {
	switch path.Ext(f.name) {
	case ".py":
		for line := range strings.Lines(f.text) {
			r.importedByPython(f.name, strings.TrimSpace(line), add)
		}
	case ".js", ".mjs", ".cjs", ".ts", ".mts", ".cts", ".jsx", ".tsx":
		for word := range strings.FieldsFuncSeq(f.text, func(c rune) bool { return strings.ContainsRune("\"'`\n", c) }) {
			if root, below := strings.CutPrefix(word, "@/"); below {
				r.module(root, add)
				r.module("src/"+root, add)
			} else if strings.HasPrefix(word, "./") || strings.HasPrefix(word, "../") {
				r.module(path.Join(path.Dir(f.name), word), add)
			}
		}
	}
}

// interpreted is the path of the module that an interpreter is told to run,
// without its ending: "node src/server", "python -m shop"; empty if it is none.
func interpreted(before, word string) string {
	switch before {
	case "node", "nodemon", "ts-node", "tsx", "bun", "deno", "run":
		return word
	case "-m":
		return strings.ReplaceAll(word, ".", "/")
	}
	return ""
}

// endings are what a module is called behind its name.
func endings() []string {
	return []string{
		"", ".py", ".js", ".ts", ".mjs", ".cjs", ".mts", ".tsx", ".jsx",
		"/__init__.py", "/__main__.py", "/index.js", "/index.ts", "/index.mjs", "/index.cjs", "/index.tsx", "/index.jsx",
	}
}

// importedByPython follows "import a.b" and "from .a import b, c".
func (r *Builds) importedByPython(from, line string, add func(uint32)) {
	words := strings.FieldsFunc(line, func(c rune) bool { return strings.ContainsRune(" ,()", c) })
	if len(words) < 2 {
		return
	}
	var modules []string
	switch {
	case words[0] == "import":
		modules = words[1:]
	case words[0] == "from" && len(words) > 2 && words[2] == "import":
		modules = append(modules, words[1])
		for _, name := range words[3:] {
			modules = append(modules, strings.TrimRight(words[1], ".")+"."+name)
		}
		if strings.Trim(words[1], ".") == "" {
			for k, name := range words[3:] {
				modules[k+1] = words[1] + name
			}
		}
	}
	for _, module := range modules {
		name := strings.TrimLeft(module, ".")
		file := strings.ReplaceAll(name, ".", "/")
		if dots := len(module) - len(name); dots > 0 {
			r.module(path.Join(path.Dir(from), strings.Repeat("../", dots-1), file), add)
			continue
		}
		r.module(path.Join(path.Dir(from), file), add)
		r.module(file, add)
		r.module("src/"+file, add)
	}
}

// module finds the file of a module by the path without its ending, or that of
// a directory.
func (r *Builds) module(name string, add func(uint32)) {
	if name == "" {
		return
	}
	for _, ending := range endings() {
		if i, ok := r.tree.Lookup(path.Clean(name + ending)); ok && i != 0 && !r.tree.IsDir(i) {
			add(i)
		}
	}
}
