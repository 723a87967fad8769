package analysis

import (
	"path/filepath"

	"github.com/buildctx/buildctx/cmd/internal/project"
	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/diag"
	"github.com/buildctx/buildctx/suggest/lint"
)

// otherBuilders are what the other builders that are asked for make of the
// build context.
func (l *linter) otherBuilders() (out []lint.Other) {
	for _, b := range l.result.Request.Others {
		if b != l.Builder {
			out = append(out, l.other(b))
		}
	}
	return out
}

// other is what another builder makes of the build context, with the Dockerfile
// that it would take.
func (l *linter) other(b ignore.Builder) lint.Other {
	out := lint.Other{Builder: b, Path: l.IgnorePath}
	file := l.Ignore
	if !l.Replaced {
		found, err := ignore.Locate(b, l.queryFor(b))
		if err != nil {
			out.Refuses = err.Error()
			return out
		}
		switch {
		case found.Path == "":
			file, out.Path = ignore.Parse(dockerignore, nil), ""
		case filepath.Clean(found.Path) != l.IgnorePath:
			file, out.Path = found.File, filepath.Clean(found.Path)
			hidden := leaves(l.Dir, found)
			if hidden {
				file = file.Concealed()
			}
			l.result.texts[out.Path] = text{file.Bytes(), hidden}
		}
	}
	if err := fits(file, out.Path); err != nil {
		out.Refuses = err.Error()
		return out
	}
	for _, d := range file.Check(b) {
		if d.Severity == diag.Error {
			out.Refuses, out.Start, out.End = d.Message, d.Start, d.End
			return out
		}
	}
	// What the classic client adds to the rules for the daemon's sake, the
	// daemon throws away (docker/cli build/dockerignore.go,
	// TrimBuildFilesFromExcludes).
	under := func(f *ignore.File) *buildcontext.View {
		return l.Tree.Replay(buildcontext.Rules{Builder: b, Ignore: f.Matcher(b)})
	}
	out.View = under(file)
	for _, f := range out.View.Failures {
		if f.Rule != nil {
			out.Refuses, out.Start, out.End = f.Message, f.Rule.Start, f.Rule.End
			return out
		}
	}
	if out.Path == l.IgnorePath {
		out.Under = under
	}
	return out
}

// queryFor says where another builder looks for the ignore file: beside the
// Dockerfile that it takes.
func (l *linter) queryFor(b ignore.Builder) ignore.Query {
	build := l.result.build
	if l.result.Request.File != "-" {
		if other, err := project.Resolve(project.Args{Dir: l.Dir, File: l.result.Request.File, Builder: b}); err == nil {
			build = other
		}
	}
	return queryOf(build)
}
