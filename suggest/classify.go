package suggest

import (
	"strings"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/suggest/catalog"
)

// Classify says what a path is, by its name and by what stands in it and
// beside it, with a short reason; the reason of ordinary source is empty. It
// asks neither git nor the Dockerfiles, so that an artefact is called what it
// is whether a build needs it or not.
func Classify(t *buildcontext.Tree, i uint32) (Category, string) {
	if i == 0 {
		return Source, ""
	}
	if k := artefact(t, i); k != nil {
		return k.name.Category, k.name.Why
	}
	name := t.Name(i)
	if !t.IsDir(i) {
		return ordinary(name)
	}
	if category, ok := directories[name]; ok {
		return category, reasons[category]
	}
	return sample(t, i)
}

// artefact finds the first heuristic that would know the path by its name and
// its markers.
func artefact(t *buildcontext.Tree, i uint32) *known {
	var found *known
	names := theNames()
	names.each(t.Name(i), func(k *known) {
		if found == nil && !k.name.Holder && k.means(t, i) && k.looks(t, i) {
			found = k
		}
	})
	if found != nil || !t.IsDir(i) {
		return found
	}
	for _, k := range names.holders {
		if _, ok := t.Child(i, k.name.Pattern); ok && !contradicted(t, i, k.name) && (k.name.Proof != catalog.ByMarker || marker(t, i, k.name) != "") {
			return k
		}
	}
	return nil
}

// looks reports whether an entry looks like what the name says.
func (k *known) looks(t *buildcontext.Tree, i uint32) bool {
	switch k.name.Proof {
	case catalog.ByContent:
		return false
	case catalog.ByMarker:
		return k.name.Anywhere || marker(t, i, k.name) != ""
	case catalog.ByBoth:
		if k.name.Source {
			return strings.HasSuffix(marker(t, i, k.name), " inside")
		}
		return marker(t, i, k.name) != ""
	}
	return true
}

// sampled is how many files of a directory are looked at to say what it is.
const sampled = 16

// sample classifies a directory by the first files in it: as what most of
// them are, if that is source, or all of them. Files say nothing else of a
// directory that holds directories, too.
func sample(t *buildcontext.Tree, dir uint32) (Category, string) {
	var files, sources, same int
	nested := false
	var first Category
	var reason string
	for c := range t.Children(dir) {
		if t.IsDir(c) {
			nested = true
			continue
		}
		category, why := ordinary(t.Name(c))
		if k := artefact(t, c); k != nil {
			category, why = k.name.Category, k.name.Why
		}
		if files++; files == 1 {
			first, reason = category, why
		}
		if category == first {
			same++
		}
		if category == Source {
			sources++
		}
		if files == sampled {
			break
		}
	}
	switch {
	case files > 0 && same == files && (!nested || first == Source):
		return first, reason
	case 2*sources >= files && sources > 0:
		return Source, ""
	}
	return Other, ""
}

// ordinary classifies a file that is no artefact by its name.
func ordinary(name string) (Category, string) {
	if category, ok := files[name]; ok {
		return category, reasons[category]
	}
	dot := strings.LastIndexByte(name, '.')
	if dot < 0 {
		return Other, ""
	}
	category, ok := extensions[strings.ToLower(name[dot+1:])]
	if !ok {
		return Other, ""
	}
	return category, reasons[category]
}

// reasons are the words for what needs no more than one.
var reasons = map[Category]string{
	BuildOutput: "compiled",
	Docs:        "documents",
	Media:       "images and the like",
	Test:        "tests",
	Dataset:     "data",
	Archive:     "archive",
}

// directories are names of directories that mean the same in most stacks.
var directories = map[string]Category{
	"doc": Docs, "docs": Docs, "documentation": Docs, "man": Docs,
	"test": Test, "tests": Test, "__tests__": Test, "spec": Test, "specs": Test, "e2e": Test, "testdata": Test, "fixtures": Test, "__snapshots__": Test,
	"images": Media, "img": Media, "icons": Media, "fonts": Media, "video": Media, "videos": Media, "media": Media,
	"data": Dataset, "dataset": Dataset, "datasets": Dataset,
	"src": Source, "cmd": Source, "pkg": Source, "internal": Source, "include": Source, "app": Source, "apps": Source,
	"packages": Source, "components": Source, "scripts": Source, "config": Source, "migrations": Source,
	".github": Source, ".gitlab": Source, ".circleci": Source, ".devcontainer": Source,
}

// files are names of files that have no extension, or one that misleads.
var files = map[string]Category{
	"README": Docs, "LICENSE": Docs, "NOTICE": Docs, "CHANGELOG": Docs, "AUTHORS": Docs, "COPYING": Docs, "LICENSE.txt": Docs,
	"Dockerfile": Source, "Containerfile": Source, "Makefile": Source, "GNUmakefile": Source, "Rakefile": Source, "Gemfile": Source,
	"Procfile": Source, "Vagrantfile": Source, "Jenkinsfile": Source, "Justfile": Source, "justfile": Source, "Podfile": Source,
	"go.mod": Source, "go.sum": Source, "gradlew": Source, "mvnw": Source, "requirements.txt": Source, "CMakeLists.txt": Source,
	".dockerignore": Source, ".gitignore": Source, ".gitattributes": Source, ".gitmodules": Source, ".editorconfig": Source,
	".npmrc": Source, ".nvmrc": Source, ".babelrc": Source, ".eslintrc": Source, ".prettierrc": Source, ".browserslistrc": Source,
	"gradle-wrapper.jar": Source, "maven-wrapper.jar": Source,
}

// extensions are the extensions of files that are no artefacts, in lower
// case.
var extensions = func() map[string]Category {
	out := make(map[string]Category)
	for category, list := range map[Category]string{
		Source: "go c h cc cpp cxx hh hpp hxx m mm rs zig swift java kt kts scala sbt clj cljs groovy gradle cs fs vb csproj fsproj vbproj sln props targets " +
			"py pyi pyx rb erb rake gemspec php pl pm lua r jl ex exs eex heex erl hrl hs lhs cabal ml mli elm dart nim v sv vhd " +
			"js mjs cjs jsx ts mts cts tsx vue svelte astro css scss sass less html htm xhtml hbs ejs pug njk liquid " +
			"sh bash zsh fish ps1 bat cmd awk sed sql graphql gql proto thrift tf hcl nix bzl bazel cmake mk ninja in ac am " +
			"json json5 jsonc yaml yml toml ini cfg conf properties xml xsd lock mod sum work env editorconfig tmpl tpl j2 jinja jinja2 asm s f f90 patch diff",
		Docs:        "md mdx rst adoc txt pdf tex doc docx odt ppt pptx org 1 5 8",
		Media:       "png jpg jpeg gif svg webp avif ico bmp ttf otf woff woff2 eot heic ogg m4a glb gltf fbx blend",
		BuildOutput: "so dll dylib a lib exe jar war ear whl nupkg wasm map node gem elf ko",
		Dataset:     "csv tsv geojson xlsx xls ods ipynb",
		Archive:     "gz bz2 xz zst",
	} {
		for extension := range strings.FieldsSeq(list) {
			out[extension] = category
		}
	}
	return out
}()
