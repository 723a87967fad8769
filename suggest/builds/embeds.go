package builds

import (
	"path"
	"slices"
	"strings"

	"github.com/buildctx/buildctx/suggest/commands"
)

const (
	// embedsRead is how many source files are read for what they embed.
	embedsRead = 5000
	// embedsSize is how much of each is read.
	embedsSize = 64 << 10
)

// An embedding is what a source file embeds.
type embedding struct {
	file     string
	patterns []string // of go:embed, from the root
	text     string   // of a Rust source that embeds
	dirs     bool     // the Rust source embeds directories
}

// embeddings are what source files embed, read once.
type embeddings struct {
	goFiles map[uint32][]embedding // by directory
	crates  map[uint32][]embedding // by the directory of Cargo.toml
	read    int
}

// embeds reports whether a program may be built with an entry in it.
func (r *Builds) embeds(i uint32) bool {
	by, sure := r.EmbeddedBy(i)
	return by != "" || !sure
}

// EmbeddedBy finds the source file that embeds an entry, or something in it;
// empty if none does. It is not sure where there are more sources than are
// read. Only sources in directories above an entry can embed it in Go (cmd/go,
// "embed patterns"); in Rust any of the same crate can.
func (r *Builds) EmbeddedBy(i uint32) (file string, sure bool) {
	if r.head == nil || r.tree == nil {
		return "", true
	}
	if r.embedded == nil {
		r.embedded = &embeddings{goFiles: make(map[uint32][]embedding), crates: make(map[uint32][]embedding)}
	}
	name := r.tree.Path(i)
	for at := i; at != 0; {
		at = r.tree.Parent(at)
		for _, e := range r.goEmbeds(at) {
			if slices.ContainsFunc(e.patterns, func(pattern string) bool { return commands.Overlap(pattern, name) }) {
				return e.file, true
			}
		}
		if _, crate := r.tree.Child(at, "Cargo.toml"); !crate {
			continue
		}
		for _, e := range r.rustEmbeds(at) {
			if e.names(name) {
				return e.file, true
			}
		}
	}
	return "", r.embedded.read <= embedsRead
}

// source reads a source file; empty if too many were read.
func (r *Builds) source(i uint32) string {
	if r.embedded.read++; r.embedded.read > embedsRead {
		return ""
	}
	return string(r.head(r.tree.Path(i), embedsSize))
}

// goEmbeds are what the Go sources in a directory embed.
func (r *Builds) goEmbeds(dir uint32) []embedding {
	out, known := r.embedded.goFiles[dir]
	if known {
		return out
	}
	for i := range r.tree.Children(dir) {
		name := r.tree.Name(i)
		if path.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") || r.tree.IsDir(i) {
			continue
		}
		text := r.source(i)
		if !strings.Contains(text, `"embed"`) {
			continue // go:embed wants the import, which stands at the head
		}
		e := embedding{file: r.tree.Path(i)}
		for line := range strings.Lines(text) {
			if patterns, ok := strings.CutPrefix(line, "//go:embed "); ok {
				for pattern := range strings.FieldsSeq(patterns) {
					pattern = strings.TrimPrefix(strings.Trim(pattern, "\"`"), "all:")
					e.patterns = append(e.patterns, strings.TrimPrefix(path.Join("/", r.tree.Path(dir), pattern), "/"))
				}
			}
		}
		if len(text) == embedsSize { // there may be more of it
			e.patterns = append(e.patterns, strings.TrimPrefix(path.Join("/", r.tree.Path(dir), "*"), "/"))
		}
		out = append(out, e)
	}
	r.embedded.goFiles[dir] = out
	return out
}

// rustEmbeds are the Rust sources of a crate that embed.
func (r *Builds) rustEmbeds(crate uint32) []embedding {
	out, known := r.embedded.crates[crate]
	if known {
		return out
	}
	for i := crate + 1; i < r.tree.End(crate); i++ {
		switch {
		case r.tree.IsDir(i) && (IsForeign(r.tree, i) || r.tree.Name(i) == "target"):
			i = r.tree.End(i) - 1
		case path.Ext(r.tree.Name(i)) == ".rs":
			text := r.source(i)
			dirs := slices.ContainsFunc([]string{"RustEmbed", "include_dir!", "migrate!", "embed_migrations!"}, func(form string) bool { return strings.Contains(text, form) })
			if dirs || strings.Contains(text, "include_") {
				out = append(out, embedding{file: r.tree.Path(i), text: text, dirs: dirs})
			}
		}
	}
	r.embedded.crates[crate] = out
	return out
}

// names reports whether a Rust source may embed a path: its text has the name,
// or that of a directory above where it embeds directories.
func (e *embedding) names(name string) bool {
	if !e.dirs {
		return strings.Contains(e.text, path.Base(name))
	}
	return slices.ContainsFunc(commands.Components(name), func(component string) bool { return strings.Contains(e.text, component) })
}

// BuilderOf is the tool that builds the program of a source file.
func BuilderOf(source string) string {
	if path.Ext(source) == ".rs" {
		return "cargo"
	}
	return "go"
}
