package builds

import (
	"path"
	"slices"
	"strings"

	"github.com/buildctx/buildctx/suggest/commands"
)

// A CompiledIn is a path without which a source does not compile.
type CompiledIn struct {
	// Source is the file that says so, in its Line, and Verb what it does:
	// "embeds".
	Source string
	Line   int
	Verb   string
	// Paths are those that it may mean, the likeliest first. The last name may
	// be a pattern.
	Paths []string
	// Scripted says that scripts run beside the compiler, which may make it.
	Scripted bool
}

// An inclusion is how the sources of a language name what is compiled into
// the program: by the words and a path in quotes behind them.
type inclusion struct {
	words      string
	extensions string
	above      bool // paths are those from some directory above, too
	verb       string
}

// includingRead is how many sources are read for what they have compiled in,
// and includingSize how much of them all.
const (
	includingRead = 4000
	includingSize = 16 << 20
)

// includes is program for the sources of a language in which a path can be
// compiled in.
func includes(name string) int {
	extension := path.Ext(name)
	if extension != "" && textOf(name) == program && (extension == ".go" || slices.ContainsFunc(inclusions, func(form inclusion) bool { return form.in(extension) })) {
		return program
	}
	return noText
}

// in reports whether the form is one of the language with an extension.
func (form *inclusion) in(extension string) bool {
	return slices.Contains(strings.Fields(form.extensions), extension)
}

var inclusions = []inclusion{
	{"include_str!", ".rs", false, "embeds"},
	{"include_bytes!", ".rs", false, "embeds"},
	{"include_dir!", ".rs", true, "embeds"},
	{"migrate!", ".rs", true, "embeds"},
	{"embed_migrations!", ".rs", true, "embeds"},
	{"#embed", ".c .h .cc .cpp .cxx .hpp", true, "embeds"},
	{".incbin", ".s .S .asm .c .cc .cpp", true, "embeds"},
	{"@embedFile", ".zig", false, "embeds"},
	{"staticRead", ".nim", false, "embeds"},
	{"slurp", ".nim", false, "embeds"},
	{"embedFile", ".hs", true, "embeds"},
	{"embedDir", ".hs", true, "embeds"},
	{"@external_resource", ".ex .exs", true, "embeds"},
	{"import", ".js .mjs .jsx .ts .mts .tsx .vue .svelte .astro .mdx", false, "imports"},
	{" from", ".js .mjs .jsx .ts .mts .tsx .vue .svelte .astro .mdx", false, "imports"},
	{"require", ".js .cjs .jsx .ts .cts .tsx", false, "imports"},
}

// CompiledIn lists what sources that are sent need to compile, in stages that
// compile them. It is read once, and so are the sources.
func (x *Reading) CompiledIn(sent func(uint32) bool) []CompiledIn {
	if x.tree == nil {
		return nil
	}
	if x.compiled == nil {
		found := make([]inSource, 0)
		texts, _ := x.readTexts(includingRead, includingSize, includes)
		for k := range texts {
			found = append(found, includedBy(&texts[k])...)
		}
		x.compiled = &found
	}
	var out []CompiledIn
	for _, in := range *x.compiled {
		if !sent(in.text.entry) {
			continue
		}
		for _, s := range x.builds.stages {
			if !s.compiles(in.Source) || !x.comesTo(s, in.text.entry) {
				continue
			}
			in.Scripted = s.works()
			in.Paths = slices.DeleteFunc(slices.Clone(in.Paths), func(name string) bool { return !x.comesTo(s, x.nearest(name)) || x.isMade(s, name) })
			if len(in.Paths) > 0 {
				out = append(out, in.CompiledIn)
				break
			}
		}
	}
	return out
}

// An inSource is what is compiled in with the source that says so.
type inSource struct {
	CompiledIn
	text *readFile
}

// compiles reports whether something that runs in a stage may compile a source.
func (s *stage) compiles(source string) bool {
	return slices.ContainsFunc(s.lines, func(line runLine) bool { return line.Compiles(path.Ext(source)) })
}

// nearest is the entry of a path, or of the directory above it that is known.
func (x *Reading) nearest(name string) uint32 {
	for ; name != "."; name = path.Dir(name) {
		if i, ok := x.tree.Lookup(name); ok {
			return i
		}
	}
	return 0
}

// isMade reports whether an instruction may make a path, as it names it or the
// directory that holds it, or whether something from another stage or an image
// is put there.
func (x *Reading) isMade(s *stage, name string) bool {
	dir := path.Dir(name)
	if x.builds.AnyMentions(path.Base(name)) || len(dir) >= shortStem && x.builds.AnyMentions(dir+"/") {
		return true
	}
	for at := s; at != nil; at = at.parent {
		for _, f := range at.from {
			if f.dest == "" || slices.ContainsFunc(at.takes, func(k take) bool { return commands.Overlap(f.dest, path.Join(k.dest, name)) }) {
				return true
			}
		}
	}
	return false
}

// besides are directories of sources that a build leaves out as a rule.
var besides = map[string]bool{"examples": true, "example": true, "benches": true, "samples": true, "stories": true}

// isOptional reports whether a source compiles without what it names, or may be
// left out itself.
func isOptional(f *readFile, extension string) bool {
	if strings.Contains(f.text, "__has_embed") || slices.ContainsFunc(commands.Components(f.name), func(name string) bool { return besides[name] }) {
		return true
	}
	return extension == ".go" && (!strings.Contains(f.text, `"embed"`) || strings.Contains(f.text, "//go:build "))
}

// includedBy are what a source has compiled in.
func includedBy(f *readFile) (out []inSource) {
	extension := path.Ext(f.name)
	if isOptional(f, extension) {
		return nil
	}
	add := func(line int, verb, name string, above bool) {
		x := CompiledIn{Source: f.name, Line: line, Verb: verb}
		for dir := path.Dir(f.name); ; dir = path.Dir(dir) {
			if at := path.Join(dir, name); at != "." && !strings.HasPrefix(at, "../") && at != ".." {
				x.Paths = append(x.Paths, at)
			}
			if !above || dir == "." {
				break
			}
		}
		out = append(out, inSource{x, f})
	}
	var forms []inclusion
	for _, form := range inclusions {
		if form.in(extension) && strings.Contains(f.text, form.words) {
			forms = append(forms, form)
		}
	}
	if len(forms) == 0 && extension != ".go" {
		return nil
	}
	n, before := 0, ""
	for line := range strings.Lines(f.text) {
		n++
		if patterns, ok := strings.CutPrefix(line, "//go:embed "); ok && extension == ".go" {
			for pattern := range strings.FieldsSeq(patterns) {
				add(n, "embeds", strings.TrimPrefix(strings.Trim(pattern, "\"`"), "all:"), false)
			}
			continue
		}
		if strings.Contains(line, "#[cfg(test)]") {
			break // the tests of a Rust source stand at its end
		}
		conditional := strings.Contains(before, "#[cfg(") || strings.Contains(line, "cfg_attr(") || strings.Contains(line, "#[cfg(")
		if before = line; conditional || isComment(line) || strings.HasPrefix(strings.TrimSpace(line), "//") {
			continue
		}
		for _, form := range forms {
			if name := form.path(line); name != "" {
				add(n, form.verb, name, form.above)
				break
			}
		}
	}
	return out
}

// path is the path that a line names by the words; empty if it does not.
func (form *inclusion) path(line string) string {
	_, rest, ok := strings.Cut(line, form.words)
	if !ok {
		return ""
	}
	rest = strings.TrimLeft(rest, " (")
	if rest == "" || strings.IndexByte("\"'", rest[0]) < 0 {
		return ""
	}
	name, _, closed := strings.Cut(rest[1:], rest[:1])
	if !closed || strings.ContainsAny(name, "${}\\*") && form.words != "include_dir!" {
		return ""
	}
	if form.verb != "imports" {
		return strings.TrimPrefix(name, "$CARGO_MANIFEST_DIR/")
	}
	name, _, _ = strings.Cut(name, "?")
	if !strings.HasPrefix(name, ".") || !isAsset(name) {
		return "" // a package, an alias, or a module
	}
	return name
}

// isAsset reports whether what is imported has an extension, and not one that
// modules have.
func isAsset(name string) bool {
	extension := path.Ext(name)
	return len(extension) > 1 && len(extension) < 8 && (!bundled[extension] || extension == ".css" || extension == ".html" || extension == ".md" || extension == ".mdx")
}
