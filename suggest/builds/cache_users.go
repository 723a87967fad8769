package builds

import (
	"slices"
	"strings"

	"github.com/buildctx/buildctx/suggest/catalog"
	"github.com/buildctx/buildctx/suggest/commands"
)

// offlineCaches are caches from which package managers install where there is
// no network.
var offlineCaches = []string{
	".npm", ".pnpm-store", ".uv-cache", ".uv_cache", ".pip-cache", ".gomodcache", ".ivy2", ".conan", ".conan2", ".hex", ".mix", ".pub-cache", ".deno",
	".gradle",
}

// NeedsCache says why the build or the image cannot do without a cache; empty
// if it can.
func (r *Builds) NeedsCache(i uint32, n *catalog.Artefact) string {
	if slices.Contains(offlineCaches, r.tree.Name(i)) && r.AnyMentions("--offline") {
		return "a RUN works offline"
	}
	// What a program needs that nothing has make it again: `terraform init`.
	again := strings.Trim(n.Again, "`")
	program, _, _ := strings.Cut(again, " ")
	if program == "" || !r.calls(program) || r.AnyMentions(again) {
		return ""
	}
	for _, f := range r.reads() {
		if strings.Contains(f.text, again) {
			return ""
		}
	}
	return "nothing says " + n.Again
}

// calls reports whether an instruction or a script tells a program to do
// something.
func (r *Builds) calls(program string) bool {
	told := func(text string) bool {
		words := strings.FieldsFunc(text, func(c rune) bool { return commands.IsPunctuation(c) || c == '/' })
		at := slices.Index(words, program)
		return at >= 0 && at < len(words)-1
	}
	return slices.ContainsFunc(r.texts, told) || slices.ContainsFunc(r.reads(), func(f readFile) bool { return told(f.text) })
}
