package lint

import (
	"path"
	"strings"

	"github.com/buildctx/buildctx/ignore/diag"
)

// ignoreFileNotRead finds files that somebody believes to be the ignore file.
var ignoreFileNotRead = &Rule{
	ID: "ignore-file-not-read", Severity: diag.Warning,
	What: "A file looks like the ignore file, and the builder does not read it.",
	Why: "Docker reads .dockerignore in the root of the build context, or the one that has the name of the Dockerfile before it; the name is compared letter by letter. " +
		"One beside a Dockerfile further down, one in a workflow that builds from the address of the repository, or a link out of the build context has no effect.",
	Bad:  Example{Files: ".Dockerignore a", Dockerfile: "FROM scratch\nCOPY a /\n"},
	Good: Example{Ignore: "b\n", Files: "a", Dockerfile: "FROM scratch\nCOPY a /\n"},
	Run: func(p *Pass) {
		if p.Build == nil {
			return
		}
		info := diag.Info
		for _, n := range p.Build.NotRead {
			f := Finding{Help: "move its lines to the file that is read, or remove it"}
			if n.Usual {
				f.Severity, f.Help = &info, ""
			}
			p.reportAt(place{file: n.Path}, f, "this file is not read: it %s", n.Reason)
		}
		p.misnamed()
		if len(p.rules()) > 0 {
			p.workflows()
		}
	},
}

// misnamed finds files in the root that differ from the name of an ignore file in a
// letter or its case.
func (p *Pass) misnamed() {
	if !p.seen() {
		return
	}
	const name = ".dockerignore"
	t := p.Eligible.Tree
	for i := range t.Children(0) {
		is := t.Name(i)
		switch {
		case is == name || is == ".containerignore" || t.IsDir(i):
		case strings.EqualFold(is, name), oneLetterApart(strings.ToLower(is), name), strings.EqualFold(is, name+".txt"), strings.EqualFold(is, ".docker-ignore"):
			p.reportAt(place{file: p.Build.shown(is)}, Finding{Help: "call it " + name}, "this file is not read: it is not called %s", name)
		}
	}
}

// buildAction is the action that builds from the address of the repository unless it is
// told another build context, and BuildKit applies no ignore file there (buildkit
// dockerui config.go, DockerIgnorePatterns; docker/build-push-action#182).
const buildAction = "docker/build-push-action@"

// workflows finds steps of workflows that build without the ignore file.
func (p *Pass) workflows() {
	const dir, most = ".github/workflows", 1 << 20
	if !p.seen() || p.Build.Head == nil {
		return
	}
	t := p.Eligible.Tree
	at, ok := t.Lookup(dir)
	if !ok {
		return
	}
	for i := range t.Children(at) {
		if ext := path.Ext(t.Name(i)); t.IsDir(i) || ext != ".yml" && ext != ".yaml" {
			continue
		}
		for _, span := range stepsWithoutContext(string(p.Build.Head(t.Path(i), most))) {
			p.reportAt(place{p.Build.shown(t.Path(i)), span[0], span[1]}, Finding{Help: "add \"context: .\" below \"with:\""},
				"this builds from the address of the repository, and %s is not read then", path.Base(p.path()))
		}
	}
}

// stepsWithoutContext are the places at which a workflow uses the action without a
// build context, as byte offsets.
func stepsWithoutContext(text string) (out [][2]int) {
	lines := strings.SplitAfter(text, "\n")
	start := 0
	for n, line := range lines {
		at := strings.Index(line, buildAction)
		trimmed := strings.TrimLeft(strings.TrimSpace(line), "- ")
		if at >= 0 && strings.HasPrefix(trimmed, "uses:") && !strings.HasPrefix(line[at:], buildAction+"v1") && !hasContext(lines, n) {
			end := start + len(strings.TrimRight(line, " \r\n"))
			out = append(out, [2]int{start + at, end})
		}
		start += len(line)
	}
	return out
}

// hasContext reports whether the step around a line says which build context it has.
func hasContext(lines []string, n int) bool {
	indent := func(line string) int { return len(line) - len(strings.TrimLeft(line, " ")) }
	first := n
	for first > 0 && !strings.HasPrefix(strings.TrimLeft(lines[first], " "), "- ") {
		first--
	}
	item := indent(lines[first])
	for k := first; k < len(lines); k++ {
		line := strings.TrimRight(lines[k], "\r\n")
		if k > first && strings.TrimSpace(line) != "" && indent(line) <= item && !strings.HasPrefix(strings.TrimSpace(line), "#") {
			return false
		}
		if strings.HasPrefix(strings.TrimLeft(strings.TrimSpace(line), "- "), "context:") {
			return true
		}
	}
	return false
}
