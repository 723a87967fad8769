package builds

import (
	"path"
	"strings"

	"github.com/buildctx/buildctx/context/needs"

	"github.com/buildctx/buildctx/suggest/catalog"
)

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

// sourcesSay is what the sources and settings say that a program in the image may
// be made of, or read by itself.
func (r *Builds) sourcesSay() *wording {
	if r.sourced == nil {
		r.sourced = newWording(r.tree, r.asked, r.sources())
	}
	return r.sourced
}

// deploying are directories for those who run the image, whose settings name what is
// mounted into it.
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

// isSource reports whether a program may be made of a file of a name, or read it
// for what it says.
func isSource(name string) bool {
	extension := path.Ext(name)
	if unled[extension] {
		return !strings.HasSuffix(strings.TrimSuffix(name, extension), "_test")
	}
	return isSetting(name) && !like(name, chores) && !like(name, notRead) && !strings.HasPrefix(name, ".") && !needs.IsDockerfileName(name)
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
