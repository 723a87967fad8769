package lint

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/buildctx/buildctx/context/needs"
	"github.com/buildctx/buildctx/context/predict"
	"github.com/buildctx/buildctx/ignore/diag"
	"github.com/buildctx/buildctx/suggest/catalog"
)

var copySourceMissing = &Rule{
	ID: "copy-source-missing", Local: true, Severity: diag.Error, Varies: "info where something may make it first",
	What: "A COPY, an ADD or a bind mount names what is not in the build context.",
	Why: "The build fails. Paths are those below the root of the build context, not below the directory of the Dockerfile. " +
		"What a build or a tool makes may be missing in a fresh checkout: then it is worth knowing only.",
	Bad:  Example{Dockerfile: "FROM scratch\nCOPY requirement.txt /\n", Files: "requirements.txt"},
	Good: Example{Dockerfile: "FROM scratch\nCOPY requirements.txt /\n", Files: "requirements.txt"},
	Run: func(p *Pass) {
		made := p.madeFirst()
		p.refusals(predict.SourceMissing, func(x predict.Refusal, at Span) {
			if p.isBracketed(x.Source.Path) || x.Source.Undeclared != "" {
				return // brackets-in-name and argument-undeclared say why
			}
			message, f := p.missing(x.Source)
			if name, first := p.spaced(x.Source); first {
				f.Help = fmt.Sprintf("a name with a space is written as JSON: %s [%q, %q]", x.Source.Instruction, name, cmp.Or(x.Source.Dest, "/"))
			} else if name != "" {
				return
			}
			if f.Help == "" {
				f.Help = "correct the path, or make the file before the build"
			}
			if by := made(x.Source); f.Severity == nil && by != "" {
				info := diag.Info
				message, f.Severity = message+by, &info
			}
			p.reportAt(at, f, "%s", message)
		})
	},
}

// spaced is the file that is there whose name, with spaces in it, several
// sources of an instruction make, and whether this one is the first of them.
func (p *project) spaced(s *needs.Source) (name string, first bool) {
	var words []*needs.Source
	for _, other := range p.Sources() {
		if other.Line == s.Line && other.StageIndex == s.StageIndex && other.Platform == s.Platform && !other.Mount {
			words = append(words, other)
		}
	}
	const most = 100
	if len(words) > most {
		return "", false
	}
	for i := range words {
		name := words[i].Pattern
		for k := i + 1; k < len(words); k++ {
			name += " " + words[k].Pattern
			if _, there := p.WholeTree().Lookup(name); there && slices.Contains(words[i:k+1], s) {
				return name, words[i] == s
			}
		}
	}
	return "", false
}

// missing is what there is to say of a source that is not in the build context.
func (p *project) missing(s *needs.Source) (message string, f Finding) {
	t := p.WholeTree()
	if i, ok := t.Lookup(s.Path); ok && t.Target(i) != "" {
		return quoted(s.Path) + " is a link to what is not in the build context, and the build fails", f
	}
	if i, ok := t.Lookup(".git"); ok && t.Mode(i).IsRegular() && strings.HasPrefix(s.Path, ".git/") {
		f.Help = "build from a clone, or give the build the version with --build-arg"
		return quoted(s.Path) + " is not in the build context, and the build fails: .git is a file here, as in a submodule and a worktree", f
	}
	var near Nearby
	if p.Nearby != nil {
		near = p.Nearby(t, s.Path)
	}
	message = quoted(s.Path) + " is not in the build context, and the build fails"
	if near.Beside {
		message += ": it is beside the Dockerfile, and paths are those below the root of the build context"
	}
	switch {
	case near.Path != "":
		f.Help = "is " + near.Path + " meant?"
	case near.Above != "":
		f.Help = fmt.Sprintf("it is there from %s: is that the build context?", quoted(near.Above))
	case catalog.MadeByTools(s.Path):
		info := diag.Info
		message = quoted(s.Path) + " is not there now, and the build fails until it is made"
		f = Finding{Severity: &info, Help: "make it before the build"}
	}
	return message, f
}

// madeFirst tells of a source that is missing what may make it before the
// build, as a clause: what git ignores a tool makes, and a release tool puts
// its programs beside the Dockerfile. It is empty for nothing.
func (p *project) madeFirst() func(*needs.Source) string {
	var paths []string
	p.refusals(predict.SourceMissing, func(x predict.Refusal, _ Span) { paths = append(paths, x.Source.Path) })
	if len(paths) == 0 {
		return nil
	}
	ignored := make(map[string]bool)
	if p.Git != nil {
		ignored = p.Git.Ignored(paths)
	}
	releases := p.releases()
	return func(s *needs.Source) string {
		switch {
		case ignored[s.Path]:
			return "; git ignores it, so that something may make it first"
		case releases:
			return "; goreleaser may make it first"
		case strings.Contains(s.Path, `\`):
			return ", unless it is built for Windows"
		}
		return ""
	}
}

// releases reports whether goreleaser is at work here, which builds from a
// directory of its own, with the programs that it has made.
func (p *project) releases() bool {
	return slices.ContainsFunc([]string{".goreleaser.yml", ".goreleaser.yaml", "goreleaser.yml", "goreleaser.yaml"}, func(name string) bool {
		_, ok := p.Tree.Child(0, name)
		return ok
	})
}
