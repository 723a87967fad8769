package analysis

import (
	"path/filepath"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/scan"
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/lint"
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

// other is what another builder makes of the build context. One that refuses its ignore
// file takes nothing, and says so itself; here it has no rules.
func (r *Result) other(b ignore.Builder) lint.Other {
	file, at := r.File, r.IgnorePath
	if r.Request.IgnoreFile == "" {
		file, at = ignore.Parse(dockerignore, nil), ""
		found, err := ignore.Locate(b, ignore.Query{
			ContextDir: r.build.Dir, DockerfileDir: r.build.DockerfileDir, DockerfileName: r.build.DockerfileName,
			Read: ignore.Reader{Inside: scan.ReadFile, Follow: scan.ReadFileFollow},
		})
		if err == nil && found.File != nil {
			file, at = found.File, filepath.Clean(found.Path)
		}
	}
	// What the classic client adds to the rules for the daemon's sake, the daemon throws
	// away (docker/cli build/dockerignore.go, TrimBuildFilesFromExcludes).
	under := func(f *ignore.File) (*ignore.Matcher, *buildcontext.View) {
		m := f.Matcher(b)
		return m, r.Tree.Replay(buildcontext.Rules{Builder: b, Ignore: m})
	}
	out := lint.Other{Builder: b, Path: at}
	out.Matcher, out.View = under(file)
	if at == r.IgnorePath {
		out.Under = func(f *ignore.File) *buildcontext.View {
			_, view := under(f)
			return view
		}
	}
	return out
}
