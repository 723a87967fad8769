package lint

import (
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/diag"
)

var socketSent = told(Rule{
	ID: "socket-sent", Local: true, Severity: diag.Info, Builders: []ignore.Builder{ignore.BuildKit},
	What: "A socket is sent.",
	Why:  "BuildKit makes an empty file of it. The classic builder and Buildah leave it out.",
	Bad:  Example{Ignore: "a\n", Files: "b run/app.sock@"},
	Good: Example{Ignore: "run\n", Files: "b run/app.sock@"},
}, "exclude it")
