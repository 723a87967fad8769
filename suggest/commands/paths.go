package commands

import (
	"path"
	"slices"
	"strings"

	buildcontext "github.com/buildctx/buildctx/context"
)

// Paths are the paths that instructions name, each with the place.
type Paths struct {
	paths map[string]string // relative paths and the directories above them
	whole map[string]string // the relative paths alone
	files map[string]string // last components
	globs []glob

	// Roots are where instructions put the whole build context.
	Roots []string
}

// A glob is a pattern that an instruction names.
type glob struct{ pattern, where string }

// IsPunctuation reports whether a character separates words.
func IsPunctuation(r rune) bool { return strings.ContainsRune(" \t\r\n;|&()<>[]`\"'=,:", r) }

// Add notes the words of a text, but not those of commands that only make
// room: what they name is not used.
func (w *Paths) Add(where, text string) {
	if w.paths == nil {
		w.paths, w.whole, w.files = make(map[string]string), make(map[string]string), make(map[string]string)
	}
	for command := range strings.FieldsFuncSeq(text, func(r rune) bool { return strings.ContainsRune(";|&\n", r) }) {
		fields := strings.Fields(command)
		if len(fields) == 0 || fields[0] == "rm" || fields[0] == "rmdir" || fields[0] == "mkdir" || fields[0] == "touch" ||
			fields[0] == "find" && strings.Contains(command, "-delete") {
			continue
		}
		output := false
		for _, field := range fields {
			if !output {
				for word := range strings.FieldsFuncSeq(field, IsPunctuation) {
					w.word(where, word)
				}
			}
			output = field == "-o"
		}
	}
}

func (w *Paths) word(where, word string) {
	// Windows parts directories by "\\"; a variable may hold anything.
	word = path.Clean(strings.ReplaceAll(ReplaceVariables(word, "*"), `\`, "/"))
	if word == "." || word == "/" || strings.HasPrefix(word, "-") {
		return
	}
	base := path.Base(word)
	if buildcontext.HasWildcard(base) {
		if IsSpecific(base) {
			w.globs = append(w.globs, glob{base, where})
			return
		}
		// "debs/*" is what is in debs.
		if word = path.Dir(word); word == "." || word == "/" || buildcontext.HasWildcard(word) {
			return
		}
		base = path.Base(word)
	}
	if !slices.Contains(w.Roots, word) {
		w.files[base] = where
	}
	if !path.IsAbs(word) {
		w.relative(where, word)
		return
	}
	if IsSystemPath(word) {
		return
	}
	for _, root := range w.Roots {
		if rest, below := strings.CutPrefix(word, strings.TrimSuffix(root, "/")+"/"); below || word == root {
			if rest != "" && below {
				w.relative(where, rest)
			}
			return
		}
	}
	if strings.HasPrefix(word, "/root/.") {
		return // what tools keep in the home directory
	}
	// Where the build context lies in the image is not always known.
	for rest, more := word[1:], true; more; _, rest, more = strings.Cut(rest, "/") {
		w.relative(where, rest)
	}
}

func (w *Paths) relative(where, word string) {
	for w.whole[word] = where; word != "." && word != ".."; word = path.Dir(word) {
		w.paths[word] = where
	}
}

// IsSystemPath reports whether an absolute path is one of the operating system.
func IsSystemPath(name string) bool {
	for _, dir := range []string{
		"/usr/bin", "/usr/sbin", "/usr/lib", "/usr/local/bin", "/usr/local/sbin", "/usr/local/lib", "/usr/local/share", "/usr/share", "/usr/include", "/bin", "/sbin", "/lib", "/lib64", "/etc", "/dev", "/proc",
		"/sys", "/tmp", "/run", "/var/lib", "/var/cache", "/var/log", "/var/run", "/go/bin", "/go/pkg",
	} {
		if name == dir || strings.HasPrefix(name, dir+"/") {
			return true
		}
	}
	return false
}

// IsSpecific reports whether a pattern in a command has letters enough to mean
// some files and not any: scripts hold stars for other reasons too.
func IsSpecific(pattern string) bool {
	letters := 0
	for _, c := range pattern {
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' {
			letters++
		}
	}
	return letters >= 2 && !strings.ContainsAny(pattern, `\{}$`)
}

// Where says where an entry is named; empty if it is not.
func (w *Paths) Where(t *buildcontext.Tree, i uint32) string {
	if len(w.paths)+len(w.files)+len(w.globs) == 0 {
		return ""
	}
	if t.IsDir(i) {
		return w.paths[t.Path(i)]
	}
	name := t.Name(i)
	if where := w.files[name]; where != "" {
		return where
	}
	for _, g := range w.globs {
		if ok, err := path.Match(g.pattern, name); ok && err == nil {
			return g.where
		}
	}
	return ""
}

// Whole says where a path is named itself, and not only something below it;
// empty if it is not.
func (w *Paths) Whole(dir string) string { return w.whole[dir] }

// Path says where a path, or something below it, is named; empty if it is not.
func (w *Paths) Path(name string) string { return w.paths[name] }

// File says where a file of a name is named; empty if it is not.
func (w *Paths) File(base string) string { return w.files[base] }

// Overlap reports whether one of two paths, of which the first may be a
// pattern, can lie in the other one.
func Overlap(pattern, name string) bool {
	p, n := Components(pattern), Components(name)
	for k := range min(len(p), len(n)) {
		if ok, err := path.Match(p[k], n[k]); !ok && err == nil && p[k] != n[k] {
			return false
		}
	}
	return true
}

// Components are the names in a path.
func Components(name string) []string {
	return strings.FieldsFunc(name, func(c rune) bool { return c == '/' })
}
