package builds

import (
	"path"
	"slices"
	"strings"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/suggest/commands"
)

// references are what files say of other files: the names in their texts, the
// directories that these lead through, and the patterns that names are made by.
type references struct {
	tree  *buildcontext.Tree
	asked map[string]bool // names that will be asked for; nil for any
	files []readFile
	names map[string][]int // by name, the numbers of the files that say it
	dirs  map[string][]int // the same by the path of a directory
	whole map[string][]int // likewise, of those alone in which the text names no file
	globs []namePattern

	loaders *[]readFile // those that load .env, once they were looked for
}

// A namePattern is a pattern that a file says: "*.deb", "sdk-*.tar.gz".
type namePattern struct {
	pattern string
	file    int
}

func newReferences(t *buildcontext.Tree, asked map[string]bool, files []readFile) *references {
	x := &references{tree: t, asked: asked, files: files, names: make(map[string][]int), dirs: make(map[string][]int), whole: make(map[string][]int)}
	for n := range files {
		x.add(n)
	}
	return x
}

// loading are the files that load .env.
func (x *references) loading() []readFile {
	if x.loaders == nil {
		found := slices.DeleteFunc(slices.Clone(x.files), func(f readFile) bool { return !loadsDotenv(f) })
		x.loaders = &found
	}
	return *x.loaders
}

// add notes what a file says. What is removed, and what settings leave out, is
// not used.
func (x *references) add(n int) {
	f := &x.files[n]
	settings := isSetting(path.Base(f.name))
	for line := range strings.Lines(f.text) {
		if strings.HasPrefix(strings.TrimLeft(line, "\t @-"), "rm ") || settings && (strings.Contains(line, "exclude") || strings.Contains(line, "ignore")) {
			continue
		}
		for at := 0; at < len(line); {
			word, end := wordAt(line[at:])
			if word == "" {
				at++
				continue
			}
			if at > 0 && word[0] == '.' && strings.IndexByte(")]}", line[at-1]) >= 0 {
				at, word, end = at+1, word[1:], end-1 // a field: "load(x).env"
			}
			if x.tells(word) {
				x.word(n, word, stands(line, at, at+end))
			}
			at += max(end, 1)
		}
	}
}

// wordAt is the word that a text begins with, if it does: characters of names,
// slashes, stars, and a star for each variable.
func wordAt(text string) (word string, end int) {
	for end < len(text) && (namely(text[end]) || text[end] == '/' || text[end] == '*') {
		end++
	}
	if end == len(text) || variableAt(text[end:]) == 0 {
		return text[:end], end
	}
	var out strings.Builder
	out.WriteString(text[:end])
	for end < len(text) {
		switch c := text[end]; {
		case namely(c), c == '/', c == '*':
			out.WriteByte(c)
			end++
		default:
			size := variableAt(text[end:])
			if size == 0 {
				return out.String(), end
			}
			out.WriteByte('*')
			end += size
		}
	}
	return out.String(), end
}

// variableAt is how long the variable is that a text begins with, as shells,
// Make, Python, Ruby and JavaScript write it; 0 if it begins with none.
func variableAt(text string) int {
	if text[0] != '$' && text[0] != '#' && text[0] != '{' {
		return 0
	}
	open := strings.TrimLeft(text, "$#")
	marks := len(text) - len(open)
	switch {
	case open == "":
		return 0
	case open[0] == '{' || open[0] == '(' && marks > 0:
		for end := 1; end < len(open); end++ {
			switch c := open[end]; {
			case c == '}' || c == ')':
				return marks + end + 1
			case !namely(c) && c != ':' && c != '[' && c != ']':
				return 0
			}
		}
	case marks == 1 && text[0] == '$':
		end := 0
		for end < len(open) && namely(open[end]) && open[end] != '.' && open[end] != '-' {
			end++
		}
		if end > 0 {
			return 1 + end
		}
	}
	return 0
}

// stands reports whether a word stands for a path, though it has no slash: it
// is in quotes, or the value of a setting or flag.
func stands(line string, from, to int) bool {
	quote := func(c byte) bool { return c == '"' || c == '\'' || c == '`' }
	if from > 0 && to < len(line) && quote(line[from-1]) && quote(line[to]) {
		return true
	}
	if strings.TrimSpace(line[to:]) != "" {
		return false
	}
	before := strings.TrimRight(line[:from], " ")
	return strings.HasSuffix(before, ":") || strings.HasSuffix(before, "=") || before == "-f" || before == "--find-links"
}

// tells reports whether a word has something in it that will be asked for.
func (x *references) tells(word string) bool {
	if x.asked == nil || strings.IndexByte(word, '*') >= 0 {
		return word != ""
	}
	for part := range strings.SplitSeq(word, "/") {
		if x.asked[part] || strings.HasSuffix(part, ".") && x.asked[strings.TrimRight(part, ".")] {
			return true
		}
	}
	return false
}

// word notes a word. Relative paths count from where they begin, absolute ones
// and those behind a variable from anywhere.
func (x *references) word(n int, word string, stands bool) {
	parts := commands.Components(word)
	if len(parts) == 0 || x.isModule(n, parts) {
		return
	}
	for _, part := range parts {
		if !strings.Contains(part, "*") {
			part = strings.TrimRight(part, ".")
			x.names[part] = noted(x.names[part], n)
		}
	}
	if last := parts[len(parts)-1]; strings.Contains(last, "*") && strings.Contains(last, ".") && commands.IsSpecific(strings.TrimPrefix(last, "*.")) {
		x.globs = append(x.globs, namePattern{last, n})
	}
	if strings.HasPrefix(word, "//") || word[0] == '/' && commands.IsSystemPath(path.Clean(word)) {
		return // it is behind "https:", or no file of the project
	}
	anywhere := word[0] == '/'
	from := 0
	for k, part := range parts {
		switch {
		case part == "." || part == ".." || strings.Contains(part, "*"):
			from, anywhere = k+1, anywhere || strings.Contains(part, "*")
			continue
		case k == len(parts)-1 && len(parts) == 1 && !stands && word[len(word)-1] != '/':
			continue
		}
		for start := from; start <= k; start++ {
			if dir := strings.Join(parts[start:k+1], "/"); start == from || anywhere {
				if k == len(parts)-1 || strings.Contains(parts[k+1], "*") {
					x.whole[dir] = noted(x.whole[dir], n)
				} else if !x.there(n, parts[start:]) {
					continue
				}
				x.dirs[dir] = noted(x.dirs[dir], n)
			}
		}
	}
}

// isModule reports whether a word is the path of a Go module or package, as
// "github.com/aws/aws-sdk-go-v2/credentials", which names no file of the
// project.
func (x *references) isModule(n int, parts []string) bool {
	name := x.files[n].name
	if path.Ext(name) != ".go" && path.Base(name) != "go.mod" || len(parts) < 2 || strings.IndexByte(parts[0], '.') < 1 {
		return false
	}
	_, root := x.tree.Lookup(parts[0])
	_, beside := x.tree.Lookup(path.Join(path.Dir(name), parts[0]))
	return !root && !beside
}

// there reports whether what a path leads to may be there: a directory that a
// text leads through for what it makes is not used.
func (x *references) there(n int, parts []string) bool {
	name := strings.Join(parts, "/")
	if path.Ext(name) == "" || strings.Contains(name, "*") {
		return true // it may be a module or a directory, or anything
	}
	for _, from := range []string{"", path.Dir(x.files[n].name)} {
		if _, ok := x.tree.Lookup(path.Join(from, name)); ok {
			return true
		}
	}
	return false
}

// noted adds a number that is as great as the last one, or greater.
func noted(numbers []int, n int) []int {
	if len(numbers) > 0 && numbers[len(numbers)-1] == n {
		return numbers
	}
	return append(numbers, n)
}

// file finds a file that names another one by its name, or by a pattern.
func (x *references) file(i uint32) *readFile {
	name := x.tree.Name(i)
	for _, n := range x.names[name] {
		if x.files[n].entry != i {
			return &x.files[n]
		}
	}
	for _, g := range x.globs {
		if ok, err := path.Match(g.pattern, name); ok && err == nil && x.files[g.file].entry != i {
			return &x.files[g.file]
		}
	}
	return nil
}

// dir finds a file that names a directory by its path from the root, or from
// where the file lies, and that f takes; dirs are those that are named.
func (x *references) dir(dirs map[string][]int, i uint32, f func(*readFile) bool) *readFile {
	name := x.tree.Path(i)
	for from := 0; ; {
		rest := name[from:]
		for _, n := range dirs[rest] {
			file := &x.files[n]
			if in := strings.TrimSuffix(name[:from], "/"); (in == "" || in == path.Dir(file.name)) && f(file) {
				return file
			}
		}
		cut := strings.IndexByte(rest, '/')
		if cut < 0 {
			return nil
		}
		from += cut + 1
	}
}

// isSetting reports whether a file of a name holds settings that programs read.
func isSetting(name string) bool {
	return slices.Contains([]string{".yaml", ".yml", ".toml", ".ini", ".cfg", ".conf", ".properties", ".prisma", ".config", ".json", ".xml"}, strings.ToLower(path.Ext(name)))
}
