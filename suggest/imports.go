package suggest

import (
	"path"
	"strings"
)

// imported finds the modules of Python and JavaScript that a program imports from
// beside itself or from the root. Nothing else says where their files lie.
func (r *runs) imported(f *readFile, add func(uint32)) {
	switch path.Ext(f.name) {
	case ".py":
		for line := range strings.Lines(f.text) {
			r.importedByPython(f.name, strings.TrimSpace(line), add)
		}
	case ".js", ".mjs", ".cjs", ".ts", ".mts", ".cts", ".jsx", ".tsx":
		for word := range strings.FieldsFuncSeq(f.text, func(c rune) bool { return strings.ContainsRune("\"'`\n", c) }) {
			if root, below := strings.CutPrefix(word, "@/"); below {
				r.module(root, "/index", scriptEndings, add)
				r.module("src/"+root, "/index", scriptEndings, add)
			} else if strings.HasPrefix(word, "./") || strings.HasPrefix(word, "../") {
				r.module(path.Join(path.Dir(f.name), word), "/index", scriptEndings, add)
			}
		}
	}
}

// scriptEndings and pythonEndings are what a module is called behind its name.
var (
	scriptEndings = []string{"", ".js", ".ts", ".mjs", ".cjs", ".mts", ".tsx", ".jsx"}
	pythonEndings = []string{".py"}
)

// importedByPython follows "import a.b" and "from .a import b, c".
func (r *runs) importedByPython(from, line string, add func(uint32)) {
	words := strings.FieldsFunc(line, func(c rune) bool { return strings.ContainsRune(" ,()", c) })
	if len(words) < 2 {
		return
	}
	var modules []string
	switch {
	case words[0] == "import":
		modules = words[1:]
	case words[0] == "from" && len(words) > 3 && words[2] == "import":
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
			r.module(path.Join(path.Dir(from), strings.Repeat("../", dots-1), file), "/__init__", pythonEndings, add)
			continue
		}
		r.module(path.Join(path.Dir(from), file), "/__init__", pythonEndings, add)
		r.module(file, "/__init__", pythonEndings, add)
		r.module("src/"+file, "/__init__", pythonEndings, add)
	}
}

// module finds the file of a module by the path without its ending, or that of a
// directory.
func (r *runs) module(name, index string, endings []string, add func(uint32)) {
	for _, ending := range endings {
		for _, file := range []string{name + ending, name + index + ending} {
			if i, ok := r.tree.Lookup(file); ok && i != 0 && !r.tree.IsDir(i) {
				add(i)
			}
		}
	}
}
