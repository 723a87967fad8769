package layercache

import (
	"path"
	"slices"
	"strings"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/needs"
	"github.com/buildctx/buildctx/suggest/catalog"
	"github.com/buildctx/buildctx/suggest/commands"
)

// unrelated knows what lies in most repositories beside what builds work with:
// what is for the people, the editors and the machines that look after it.
// What is not sure to be so is not part of it.
type unrelated struct {
	tree  *buildcontext.Tree
	named commands.Paths  // by instructions of the Dockerfile
	docs  bool            // nothing is made of documents
	plain map[string]bool // directories: whether there is nothing but documents in them
}

// people are directories in the root of a project for those who work on it.
var people = map[string]bool{
	".github": true, ".gitlab": true, ".gitea": true, ".forgejo": true, ".circleci": true, ".buildkite": true, ".azure-pipelines": true,
	".woodpecker": true, ".vscode": true, ".idea": true, ".fleet": true, ".zed": true, ".devcontainer": true, ".cursor": true, ".claude": true,
}

// papers are documents in the root of a project.
var papers = []string{
	"README", "README.*", "CHANGELOG", "CHANGELOG.*", "CHANGES", "CHANGES.*", "HISTORY.*", "CONTRIBUTING", "CONTRIBUTING.*", "CODE_OF_CONDUCT.*",
	"SECURITY.md", "SUPPORT.md", "AUTHORS", "AUTHORS.*", "ROADMAP.md", "TODO", "TODO.md",
}

// publishers are words of commands, and files of projects, that make something
// of documents.
var publishers = []string{
	"mkdocs*", "sphinx*", "docusaurus*", "vitepress*", ".vitepress", "vuepress*", ".vuepress", "hugo*", "jekyll*", "_config.yml", "eleventy*", ".eleventy*",
	"hexo*", "astro*", "gatsby*", "contentlayer*", "velite*", "nextra*", "mdx*", "book.toml", "mdbook*", "antora*", "typedoc*", "doc", "docs", "conf.py",
}

func newUnrelated(in project, set *needs.Set) *unrelated {
	b := &unrelated{tree: in.Tree, docs: true, plain: make(map[string]bool)}
	note := func(text string) {
		b.named.Add("Dockerfile", text)
		for word := range strings.FieldsFuncSeq(text, commands.IsPunctuation) {
			b.docs = b.docs && !catalog.MatchesAny(path.Base(word), publishers)
		}
	}
	for _, c := range set.Commands {
		note(c.Text)
	}
	for _, m := range set.Mentions {
		note(m.Text)
	}
	for i := range in.Tree.Children(0) {
		name := in.Tree.Name(i)
		b.docs = b.docs && (in.Tree.IsDir(i) && !strings.HasPrefix(name, ".") || !catalog.MatchesAny(name, publishers))
	}
	return b
}

// reading are the stacks whose builds may read what documents a project has,
// or what it says to git and editors.
var reading = []string{"python", "cargo", "dotnet", "make", "c", "sphinx", "jekyll", "mkdocs", "hugo"}

// of names what a RUN does not work with, of what sources take: a directory, a
// file, or a pattern for files of one sort. The name is empty for anything
// else.
func (b *unrelated) of(line commands.Run, sources []needs.Source) func(name string) string {
	python := commands.FetcherOf("python")
	installs := func(command string) bool { return python.PhraseIn(command, python.Commands) != "" }
	pure := b.docs && !slices.ContainsFunc(line.Commands, installs) && !slices.ContainsFunc(reading, func(stack string) bool { return commands.OutputBuildsOf(stack).MakesAny(line) })
	golang := commands.OutputBuildsOf("go").MakesAny(line) && !strings.Contains(line.Text, "go test") && !strings.Contains(line.Text, "go vet")
	return func(name string) string {
		dir, asked := origin(name, sources)
		if asked || b.named.Path(name) != "" || b.named.File(path.Base(name)) != "" {
			return ""
		}
		group := unrelatedPart(strings.TrimPrefix(name, dir), pure, golang)
		if strings.HasPrefix(group, "**/") || group == "" {
			return group
		}
		group = dir + group
		where, isDir := strings.CutSuffix(group, "/")
		if b.named.Path(where) != "" || isDir && !people[path.Base(where)] && !b.documents(where) {
			return ""
		}
		return group
	}
}

// maxDocuments is how many entries of a directory of documents are looked at.
const maxDocuments = 10_000

// documents reports whether a directory holds documents alone, as it is now.
func (b *unrelated) documents(dir string) bool {
	is, seen := b.plain[dir]
	if seen {
		return is
	}
	at, there := b.tree.Lookup(dir)
	is = !there || b.tree.IsDir(at) && b.tree.End(at)-at <= maxDocuments
	for i := at + 1; is && there && i < b.tree.End(at); i++ {
		is = b.tree.IsDir(i) || document(b.tree.Name(i))
	}
	b.plain[dir] = is
	return is
}

// origin is the directory that a source names and that holds a path, with a
// slash at its end, empty for the root; asked says that a source names the
// very path.
func origin(name string, sources []needs.Source) (dir string, asked bool) {
	for _, s := range sources {
		match, err := path.Match(s.Path, name)
		switch {
		case s.Whole:
		case s.Path == name, match && err == nil && commands.HasLiteral(path.Base(s.Path)):
			return "", true
		case strings.HasPrefix(name, s.Path+"/") && len(s.Path) >= len(dir):
			dir = s.Path + "/"
		}
	}
	return dir, false
}

// unrelatedPart names what a path of a project belongs to that builds do not
// work with. Where documents are read, too, they are no such thing.
func unrelatedPart(name string, documents, golang bool) string {
	top, below, deep := strings.Cut(name, "/")
	base := path.Base(name)
	switch {
	case deep && people[top]:
		return top + "/"
	case deep && documents && (top == "doc" || top == "docs") && below != "" && document(base):
		return top + "/"
	case !deep && catalog.IsChore(name):
		return name
	case !deep && documents && catalog.MatchesAny(name, papers) && document(base):
		return name
	case needs.IsDockerfileName(base):
		return name
	case golang && strings.HasSuffix(base, "_test.go"):
		return "**/*_test.go"
	}
	return litter(base)
}

// litter is the pattern for files that programs leave behind wherever they are
// used; empty for the name of any other file.
func litter(base string) (pattern string) {
	catalog.Index().Each(base, func(a *catalog.Artefact) {
		if a.Category.Facts().Litter && !a.Dir && a.Anywhere && !a.Holder && a.Proof != catalog.ByMarker && pattern == "" {
			pattern = "**/" + a.Pattern
		}
	})
	return pattern
}

// document reports whether a file is a text for people, or a picture in one.
func document(base string) bool {
	switch strings.ToLower(path.Ext(base)) {
	case "", ".md", ".rst", ".adoc", ".txt", ".pdf", ".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".drawio", ".puml":
		return true
	}
	return false
}
