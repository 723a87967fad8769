package builds

import (
	"path"
	"slices"
	"strings"

	"github.com/buildctx/buildctx/context/needs"
	"github.com/buildctx/buildctx/suggest/catalog"
	"github.com/buildctx/buildctx/suggest/commands"
)

// ReadBy says which file that a build or the container reads names an entry, a
// file by its name and a directory by its path, or reads it by another rule;
// empty if nothing does. So many of the directories above count, too, where the
// text names no file in them.
func (r *Builds) ReadBy(i uint32, above int) string {
	if by := r.nameIn(r.scriptReferences(), i, above); by != "" {
		return by
	}
	if far, _ := r.Reach(i); far < MayBeInImage {
		return ""
	}
	if r.tree.Name(i) == ".env" && slices.ContainsFunc(r.starts, launches) {
		return "what the container starts reads it"
	}
	return r.nameIn(r.sourceReferences(), i, above)
}

// scriptReferences is what the files say that builds and containers read.
func (r *Builds) scriptReferences() *references {
	if r.scriptRefs == nil {
		r.scriptRefs = newReferences(r.tree, r.asked, r.reads())
	}
	return r.scriptRefs
}

// nameIn says which of some files names an entry.
func (r *Builds) nameIn(x *references, i uint32, above int) string {
	if len(x.files) == 0 {
		return ""
	}
	var f *readFile
	whoever := func(*readFile) bool { return true }
	if r.tree.IsDir(i) {
		f = x.dir(x.dirs, i, whoever)
	} else {
		f = x.file(i)
	}
	for at := r.tree.Parent(i); f == nil && above > 0 && at != 0; at = r.tree.Parent(at) {
		above--
		if category, _ := catalog.OrdinaryDirectory(r.tree.Name(at)); category != catalog.Source { // which everything names
			f = x.dir(x.whole, at, whoever)
		}
	}
	if f != nil {
		return f.name + " names it"
	}
	if r.tree.Name(i) != ".env" {
		return ""
	}
	inImage, _ := r.Reach(i)
	for _, f := range x.loading() {
		// A manifest tells what a program in the image does.
		if inImage >= MayBeInImage || !isBuildFile(path.Base(f.name)) {
			return f.name + " loads it"
		}
	}
	return ""
}

// StartedBy finds a program or script in the image that leads to something in a
// directory, where no build file does: "exec ./bin/tool".
func (r *Builds) StartedBy(i uint32) string {
	if !r.tree.IsDir(i) {
		return ""
	}
	x, whoever := r.scriptReferences(), func(*readFile) bool { return true }
	if x.dir(x.dirs, i, func(f *readFile) bool { return !f.start }) != nil {
		return ""
	}
	started := x.dir(x.dirs, i, whoever)
	if far, _ := r.Reach(i); started == nil && far >= MayBeInImage {
		x = r.sourceReferences()
		started = x.dir(x.dirs, i, whoever)
	}
	if started == nil {
		return ""
	}
	return started.name
}

// InstalledFrom finds a manifest by which a package manager installs a file in
// a directory: "./dist/app.whl", "file:libs/app.tgz", a folder of packages.
func (r *Builds) InstalledFrom(i uint32) string {
	name := r.tree.Path(i)
	manifest := func(f *readFile) bool {
		base := strings.ToLower(path.Base(f.name))
		switch {
		case strings.HasPrefix(base, "requirements"), base == "nuget.config", base == "pip.conf", base == "pipfile":
			return true
		case base == "pyproject.toml", base == "composer.json":
			return slices.ContainsFunc([]string{`"./`, `"`, `'./`, `'`}, func(quote string) bool {
				from := quote + r.fromDirOf(*f, name)
				return strings.Contains(f.text, "path = "+from+"/") || strings.Contains(f.text, `url": `+from) || strings.Contains(f.text, `url":`+from)
			})
		}
		from := r.fromDirOf(*f, name)
		return strings.Contains(f.text, "file:"+from+"/") || strings.Contains(f.text, "file:./"+from+"/")
	}
	if f := r.scriptReferences().dir(r.scriptReferences().dirs, i, manifest); f != nil {
		return f.name
	}
	return ""
}

// fromDirOf is a path as a file beside it would name it; where it lies
// elsewhere the path from the root.
func (r *Builds) fromDirOf(f readFile, name string) string {
	if dir := path.Dir(f.name); dir != "." {
		return strings.TrimPrefix(name, dir+"/")
	}
	return name
}

// launches reports whether a command is of a program that reads .env by itself.
func launches(text string) bool {
	return slices.ContainsFunc(strings.FieldsFunc(text, func(c rune) bool { return commands.IsPunctuation(c) || c == '/' }), func(word string) bool {
		return slices.Contains([]string{"bun", "honcho", "foreman", "overmind", "pipenv", "artisan", "dotenvx"}, word)
	})
}

// loadsDotenv reports whether a program reads .env, which the libraries for
// that look for by themselves. A manifest that has such a library says so, too.
func loadsDotenv(f readFile) bool {
	return slices.ContainsFunc([]string{"dotenv", "Dotenv", "DotNetEnv", "read_env(", "decouple", "dynaconf", "env-cmd", "@nestjs/config", "@adonisjs/core"}, func(word string) bool {
		return strings.Contains(f.text, word)
	})
}

// namely reports whether a character is part of a name.
func namely(c byte) bool {
	return c == '_' || c == '-' || c == '.' || c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z'
}

const (
	// sourcesDepth is how many directories deep sources lie that are read, and
	// sourcesRead is how many of them are.
	sourcesDepth = 12
	sourcesRead  = 2000
)

// unled are the extensions of sources to which what a container starts does not
// lead by names: of compiled languages, and of those that load classes by
// themselves.
var unled = map[string]bool{
	".go": true, ".rs": true, ".c": true, ".cc": true, ".cpp": true, ".cxx": true, ".h": true, ".hpp": true, ".java": true, ".kt": true, ".scala": true,
	".clj": true, ".groovy": true, ".cs": true, ".fs": true, ".vb": true, ".swift": true, ".zig": true, ".hs": true, ".ml": true, ".dart": true,
	".php": true, ".rb": true, ".ex": true, ".exs": true, ".erl": true, ".html": true,
}

// sourceReferences is what the sources and settings say that a program in the
// image may be made of, or read by itself.
func (r *Builds) sourceReferences() *references {
	if r.sourceRefs == nil {
		r.sourceRefs = newReferences(r.tree, r.asked, r.sources())
	}
	return r.sourceRefs
}

// deploying are directories for those who run the image, whose settings name
// what is mounted into it.
var deploying = map[string]bool{
	"k8s": true, "kubernetes": true, "helm": true, "charts": true, "deploy": true, "deployment": true, "deployments": true, "manifests": true,
	"terraform": true, "ansible": true, "infra": true, "docs": true,
}

// sources reads them, those near the root first. Tests, and what machines and
// people read that look after the project, do not count.
func (r *Builds) sources() []readFile {
	if r.head == nil || r.tree == nil {
		return nil
	}
	var out []readFile
	led := r.leads()
	level := []uint32{0}
	for range sourcesDepth {
		var next []uint32
		for _, dir := range level {
			for i := range r.tree.Children(dir) {
				name := r.tree.Name(i)
				switch {
				case r.tree.IsDir(i):
					if !strings.HasPrefix(name, ".") && !IsForeign(r.tree, i) && !isTests(name) && !deploying[name] {
						next = append(next, i)
					}
				case len(out) < sourcesRead && (isSource(name) || !led && programs[path.Ext(name)] && !unled[path.Ext(name)]) && r.tree.Size(i) <= stampedSize:
					out = append(out, readFile{entry: i, name: r.tree.Path(i)})
				}
			}
		}
		level = next
	}
	names := make([]string, len(out))
	for k := range out {
		names[k] = out[k].name
	}
	for k, text := range Heads(r.head, names, stampedSize) {
		out[k].text = string(text)
	}
	return out
}

// isSource reports whether a program may be made of a file of a name, or read
// it for what it says.
func isSource(name string) bool {
	extension := path.Ext(name)
	if unled[extension] {
		return !strings.HasSuffix(strings.TrimSuffix(name, extension), "_test")
	}
	return isSetting(name) && !catalog.IsChore(name) && !catalog.MatchesAny(name, notRead) && !strings.HasPrefix(name, ".") && !needs.IsDockerfileName(name)
}

// notRead are settings of tools that work with a project and are no part of it,
// and what only lists names.
var notRead = []string{
	"package.json", "*lock.json", "*-lock.*", "*.lock", "tsconfig*.json", "jsconfig*.json", "composer.json", "dvc.yaml", "Taskfile.y*ml", "mkdocs.y*ml", "biome.json",
	"nx.json", "turbo.json", "lerna.json", "pyproject.toml", "setup.cfg", "tox.ini", "pytest.ini", "sonar-project.properties", "skaffold.yaml", "Tiltfile",
}

// isTests reports whether a directory of a name holds tests.
func isTests(name string) bool {
	category, _ := catalog.OrdinaryDirectory(name)
	return category == catalog.Test
}
