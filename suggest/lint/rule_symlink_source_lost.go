package lint

import (
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/diag"
)

var symlinkSourceLost = told(Rule{
	ID: "symlink-source-lost", Severity: diag.Error, Builders: []ignore.Builder{ignore.BuildKit},
	What: "Two sources lead through the same symbolic link to a directory.",
	Why:  "BuildKit's client follows a link once; the second path is lost, and the build fails (moby/buildkit#3238).",
	Bad:  Example{Dockerfile: "FROM scratch\nCOPY link/a link/b /\n", Files: "real/a real/b link->real"},
	Good: Example{Dockerfile: "FROM scratch\nCOPY real/a real/b /\n", Files: "real/a real/b link->real"},
}, "name the directory that the link leads to")
