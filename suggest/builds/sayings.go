package builds

import (
	"path"
	"slices"
	"strings"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/suggest/catalog"
	"github.com/buildctx/buildctx/suggest/commands"
)

// sayings are the paths that the texts of a project say.
type sayings struct {
	tree  *buildcontext.Tree
	keys  map[string]bool // names and stems that will be asked for; nil for any
	texts []readFile
	all   bool                 // texts are all that there are
	parts map[string][]*saying // by each name in the path
	globs map[string][]*saying // those whose last name is a pattern, by its extension
}

// A saying is a path that a text says.
type saying struct {
	text     *readFile
	verb     string
	parts    []string // without what leads upwards
	near     bool     // it begins with "./" or "../"
	anywhere bool     // it is not known from where it leads
	slash    bool
	alone    bool // a name alone that stands for a path
}

// shortStem is how long a name without its extension is that alone says
// nothing.
const shortStem = 4

// stems are the beginnings of a name up to each of its dots.
func stems(name string) []string {
	var out []string
	for at := len(name) - 1; at > 0; at-- {
		if name[at] == '.' {
			out = append(out, name[:at])
		}
	}
	return out
}

func newSayings(t *buildcontext.Tree, asked map[string]bool, texts []readFile, all bool) *sayings {
	x := &sayings{tree: t, texts: texts, all: all, parts: make(map[string][]*saying), globs: make(map[string][]*saying)}
	if asked != nil {
		x.keys = make(map[string]bool, 2*len(asked))
		for name := range asked {
			x.keys[name] = true
			for _, stem := range stems(name) {
				x.keys[stem] = true
			}
		}
	}
	for k := range texts {
		if !isGenerated(texts[k].text) {
			x.add(&texts[k])
		}
	}
	return x
}

// add notes what a text says. What is removed, and what settings leave out, is
// not used.
func (x *sayings) add(f *readFile) {
	base := path.Base(f.name)
	settings, packs := isSetting(base), catalog.MatchesAny(base, packing)
	document := strings.HasSuffix(base, ".md")
	for line := range strings.Lines(f.text) {
		if document && verbOf(base, line, packs) == "names" {
			continue // prose
		}
		if isComment(line) || strings.HasPrefix(strings.TrimLeft(line, "\t @-"), "rm ") || settings && (strings.Contains(line, "exclude") || strings.Contains(line, "ignore")) {
			continue
		}
		for at := 0; at < len(line); {
			if !begins[line[at]] {
				at++
				continue
			}
			word, end := wordAt(line[at:])
			if word == "" || !strings.ContainsAny(word, "/.*") && x.keys != nil && !x.keys[word] {
				at += max(end, 1)
				continue
			}
			whole := stands(line, at, at+end) || packs && isPacked(line, at, at+end)
			if (whole || strings.ContainsAny(word, "/.*")) && !isAddress(line[:at], word) {
				x.word(f, line, word, whole, packs)
			}
			at += max(end, 1)
		}
	}
}

// begins are the characters that a word may begin with.
var begins = func() (out [256]bool) {
	for c := range 256 {
		out[c] = namely(byte(c)) || strings.IndexByte("/*$#{", byte(c)) >= 0
	}
	return out
}()

// isPacked reports whether a word is a path by itself in a file that says what
// is packed: "graft data", "<directory>data</directory>".
func isPacked(line string, from, to int) bool {
	before, after := line[:from], line[to:]
	return strings.HasSuffix(before, ">") && strings.HasPrefix(after, "<") || strings.HasSuffix(before, " ") && !strings.ContainsAny(line, "=:\"'<(")
}

// isAddress reports whether a word goes on with an address: "https:" before
// "//example.org".
func isAddress(before, word string) bool {
	return strings.HasPrefix(word, "//") && !slices.ContainsFunc([]string{"res:", "asset:", "file:"}, func(scheme string) bool { return strings.HasSuffix(before, scheme) })
}

// word notes a word.
func (x *sayings) word(f *readFile, line, word string, whole, packs bool) {
	if word[0] == '/' && commands.IsSystemPath(path.Clean(word)) {
		return
	}
	s := &saying{text: f, anywhere: word[0] == '/' || packs, slash: strings.Contains(word, "/")}
	for _, part := range commands.Components(word) {
		switch {
		case (part == "." || part == "..") && len(s.parts) == 0:
			s.near = true
		case strings.Trim(part, "*") == "" && len(s.parts) == 0:
			s.anywhere = true
		default:
			s.parts = append(s.parts, strings.TrimRight(part, "."))
		}
	}
	if len(s.parts) == 0 {
		return
	}
	last := s.parts[len(s.parts)-1]
	known := false
	for k, part := range s.parts {
		if part != "" && !slices.Contains(s.parts[:k], part) && (x.keys == nil || x.keys[part]) && !strings.Contains(part, "*") {
			x.parts[part] = append(x.parts[part], s)
			known = true
		}
	}
	if extension := path.Ext(last); strings.Contains(last, "*") && !strings.Contains(extension, "*") && isPattern(s, last) {
		x.globs[extension] = append(x.globs[extension], s)
		known = true
	}
	if known {
		s.verb = verbOf(f.name, line, packs)
		s.alone = whole && (!isCommonWord(last) || handlesFiles(line) && !compiled[path.Ext(f.name)])
	}
}

// isPattern reports whether a last name with stars means some files and not
// any: it has letters before the extension, or is looked for in a directory.
func isPattern(s *saying, last string) bool {
	return commands.IsSpecific(strings.TrimSuffix(last, path.Ext(last))) || len(s.parts) > 1 && path.Ext(last) != ""
}

// compiled are the extensions of languages whose programs run in the image
// rather than in the stage that compiles them.
var compiled = map[string]bool{".go": true, ".rs": true, ".java": true, ".kt": true, ".scala": true, ".cs": true, ".fs": true, ".swift": true}

// isCommonWord reports whether a name in quotes is a word of programs as often
// as a path.
func isCommonWord(name string) bool {
	if _, ok := catalog.OrdinaryDirectory(name); ok {
		return true
	}
	return len(name) < shortStem || slices.Contains([]string{
		"model", "models", "output", "outputs", "input", "inputs", "result", "results", "backup", "backups", "dump", "train", "index", "main", "users",
		"user", "default", "content", "file", "files", "download", "downloads", "upload", "uploads", "audio", "image", "sample", "samples", "name",
		"weights", "checkpoint", "checkpoints", "cache", "assets", "static", "public", "resources", "archive", "export", "import", "report", "reports",
	}, name)
}

// handlesFiles reports whether a line looks as if it were about files that are
// read, and not about where some are written.
func handlesFiles(line string) bool {
	line = strings.ToLower(line)
	for _, word := range []string{"media_root", "upload", "output", "outdir", "mkdir", "makedirs", "write"} {
		if strings.Contains(line, word) {
			return false
		}
	}
	return slices.ContainsFunc([]string{"path", "dir", "join", "open", "read", "load", "file", "glob", "folder", "root", "embed", "resource", "include", "graft"}, func(word string) bool {
		return strings.Contains(line, word)
	})
}
