package catalog

import "strings"

// OrdinaryDirectory says what a directory is whose name means the same in most
// stacks.
func OrdinaryDirectory(name string) (category Category, ok bool) {
	category, ok = directories[name]
	return category, ok
}

// OrdinaryFile says what a file is that is no artefact, by its name; Other
// where that says nothing.
func OrdinaryFile(name string) Category {
	if category, ok := files[name]; ok {
		return category
	}
	dot := strings.LastIndexByte(name, '.')
	if dot < 0 {
		return Other
	}
	if category, ok := extensions[strings.ToLower(name[dot+1:])]; ok {
		return category
	}
	return Other
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
