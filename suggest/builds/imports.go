package builds

import (
	"path"
	"strings"
)

// imported finds the modules of Python and JavaScript that a program imports from
// beside itself or from the root. Nothing else says where their files lie.
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

// interpreted is the path of the module that an interpreter is told to run, without
// its ending: "node src/server", "python -m shop"; empty if it is none.
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

// module finds the file of a module by the path without its ending, or that of a
// directory.
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
