package lint

import (
	"github.com/buildctx/buildctx/context/predict"
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/diag"
)

var symlinkSourceLost = &Rule{
	ID: "symlink-source-lost", Severity: diag.Error, Builders: []ignore.Builder{ignore.BuildKit},
	What: "Two sources lead through the same symbolic link to a directory.",
	Why:  "BuildKit's client follows a link once; the second path is lost, and the build fails (moby/buildkit#3238).",
	Bad:  Example{Dockerfile: "FROM scratch\nCOPY link/a link/b /\n", Files: "real/a real/b link->real"},
	Good: Example{Dockerfile: "FROM scratch\nCOPY real/a real/b /\n", Files: "real/a real/b link->real"},
	Run: func(p *Pass) {
		p.refusals(predict.SourceLostByLink, func(x predict.Refusal, at Span) {
			p.reportAt(at, Finding{Help: "name the directory that the link leads to"},
				"%s is the second path through one symbolic link, which BuildKit loses: the build fails", quoted(x.Source.Path))
		})
	},
}
