package analysis

import (
	"path/filepath"

	"github.com/buildctx/buildctx/cmd/internal/project"
	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/diag"
	"github.com/buildctx/buildctx/suggest/lint"
)

// others are what the other builders that are asked for make of the build context.
func (r *Result) others() (out []lint.Other) {
	for _, b := range r.Request.Others {
		if b != r.Request.Builder {
			out = append(out, r.other(b))
		}
	}
	return out
}

// other is what another builder makes of the build context, with the Dockerfile that it
// would take.
func (r *Result) other(b ignore.Builder) lint.Other {
	out := lint.Other{Builder: b, Path: r.IgnorePath}
	file := r.Ignore
	if r.Request.IgnoreFile == "" {
		found, err := ignore.Locate(b, r.queryFor(b))
		if err != nil {
			out.Refuses = err.Error()
			return out
		}
		switch {
		case found.Path == "":
			file, out.Path = ignore.Parse(dockerignore, nil), ""
		case filepath.Clean(found.Path) != r.IgnorePath:
			file, out.Path = found.File, filepath.Clean(found.Path)
			if r.leaves(found) {
				file = file.Concealed()
			}
			r.keepText(out.Path, file.Bytes(), r.leaves(found))
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
	// What the classic client adds to the rules for the daemon's sake, the daemon throws
	// away (docker/cli build/dockerignore.go, TrimBuildFilesFromExcludes).
	under := func(f *ignore.File) (*ignore.Matcher, *buildcontext.View) {
		m := f.Matcher(b)
		return m, r.Tree.Replay(buildcontext.Rules{Builder: b, Ignore: m})
	}
	out.Matcher, out.View = under(file)
	for _, f := range out.View.Failures {
		if f.Rule != nil {
			out.Refuses, out.Start, out.End = f.Message, f.Rule.Start, f.Rule.End
			return out
		}
	}
	if out.Path == r.IgnorePath {
		out.Under = func(f *ignore.File) *buildcontext.View {
			_, view := under(f)
			return view
		}
	}
	return out
}

// queryFor says where another builder looks for the ignore file: beside the Dockerfile that it
// takes.
func (r *Result) queryFor(b ignore.Builder) ignore.Query {
	build := r.build
	if r.Request.File != "-" {
		if other, err := project.Resolve(project.Args{Dir: r.Request.Dir, File: r.Request.File, Builder: b}); err == nil {
			build = other
		}
	}
	return queryOf(build)
}
