package suggest

import (
	"fmt"
	"path"
	"slices"
	"strings"

	buildcontext "github.com/buildctx/buildctx/context"
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
	".lua": true, ".rs": true, ".kts": true, ".gradle": true, ".groovy": true, ".exs": true,
}

// shells are the extensions of scripts and parts of build files.
var shells = map[string]bool{"": true, ".sh": true, ".bash": true, ".zsh": true, ".mk": true, ".cmake": true, ".ps1": true, ".cmd": true, ".bat": true, ".in": true}

// isBuildFile reports whether a build may read a file of this name without
// being told.
func isBuildFile(name string) bool {
	if _, ok := stamps().Files[name]; ok {
		return true
	}
	switch name {
	case "Makefile", "makefile", "GNUmakefile", "magefile.go", "build.rs", "Rakefile", "Taskfile.yml", "Taskfile.yaml", "justfile", "Justfile":
		return true
	}
	return path.Ext(name) == ".mk" || strings.Contains(name, ".config.") && programs[path.Ext(name)]
}

// look finds the files that may be scripts or build files.
func (r *runs) look() *looked {
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
			case depth < scriptDepth && !foreignTree(r.tree, i):
				walk(i, depth+1)
			}
		}
	}
	walk(0, 1)
	return r.seen
}

// foreignTree reports whether a directory holds the code of others.
func foreignTree(t *buildcontext.Tree, i uint32) bool {
	switch t.Name(i) {
	case ".git", ".hg", ".svn", "node_modules", "bower_components", "vendor", ".venv", "venv", ".tox", ".nox", "__pycache__", ".cache":
		return true
	}
	_, environment := t.Child(i, "pyvenv.cfg")
	return environment
}

// scripts looks for a file that asks git among build files and the scripts
// that RUN instructions name, and those that these name in turn. The Makefiles
// of the root count always, others where a RUN runs what may call them.
func (r *runs) scripts() string {
	seen := r.look()
	queued := make(map[uint32]bool)
	var queue []uint32
	add := func(i uint32) {
		if !queued[i] && len(queue) < scriptsRead {
			queued[i] = true
			queue = append(queue, i)
		}
	}
	for _, line := range r.lines {
		r.called(line.text, add)
	}
	runs := slices.ContainsFunc(r.lines, func(line runLine) bool { return !line.plain() })
	compiles, read := r.compiles(), 0
	for _, i := range seen.shallow {
		name := r.tree.Name(i)
		switch {
		case isBuildFile(name) && (runs || r.tree.Parent(i) == 0):
			add(i)
		case compiles && read < stampsRead && path.Ext(name) == ".go" && !strings.HasSuffix(name, "_test.go"):
			read++
			if strings.Contains(string(r.head(r.tree.Path(i), stampedSize)), "ReadBuildInfo") {
				return r.tree.Path(i) + " reads the version that go build takes from git"
			}
		}
	}
	for k := 0; k < len(queue); k++ {
		name := r.tree.Path(queue[k])
		text := string(r.head(name, stampedSize))
		if word := asks(path.Base(name), text); word != "" {
			return fmt.Sprintf("%s asks git: %s", name, word)
		}
		if runs {
			r.called(text, add)
		}
	}
	return ""
}

// compiles reports whether a RUN may compile Go, so that the program is told
// the version of the repository.
func (r *runs) compiles() bool {
	return r.compilesGo() || slices.ContainsFunc(r.lines, func(line runLine) bool { return !line.plain() })
}

// compilesGo reports whether a RUN says that it compiles Go.
func (r *runs) compilesGo() bool {
	return slices.ContainsFunc(r.lines, func(line runLine) bool {
		return slices.ContainsFunc(line.commands, func(c string) bool {
			_, build := cutWords(c, "go build")
			_, install := cutWords(c, "go install")
			return build || install
		})
	})
}

// called finds the scripts that the words of a text may mean.
func (r *runs) called(text string, add func(uint32)) {
	seen := r.look()
	for word := range strings.FieldsFuncSeq(text, func(c rune) bool { return punctuation(c) || c == '$' || c == '{' || c == '}' || c == '@' }) {
		word = path.Clean(word)
		base := path.Base(word)
		if extension := path.Ext(base); !shells[extension] && !programs[extension] {
			continue
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
