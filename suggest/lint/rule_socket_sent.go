package lint

import (
	"github.com/buildctx/buildctx/context/predict"
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/diag"
)

var socketSent = &Rule{
	ID: "socket-sent", Local: true, Severity: diag.Info, Builders: []ignore.Builder{ignore.BuildKit},
	What: "A socket is sent.",
	Why:  "BuildKit makes an empty file of it. The classic builder and Buildah leave it out.",
	Bad:  Example{Ignore: "a\n", Files: "b run/app.sock@"},
	Good: Example{Ignore: "run\n", Files: "b run/app.sock@"},
	Run: func(p *Pass) {
		p.silent(predict.SocketSent, func(e predict.SilentEffect, at Span) { p.reportAt(at, Finding{Help: "exclude it"}, "%s", e.Message) })
	},
}
