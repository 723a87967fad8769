package lint

import (
	"github.com/buildctx/buildctx/context/predict"
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/diag"
)

var sourceMisread = &Rule{
	ID: "source-misread", Severity: diag.Warning, Builders: []ignore.Builder{ignore.BuildKit},
	What: "A source begins with \"!\", or has white space at an end.",
	Why:  "BuildKit hands the paths that it asks for to its client as a list of patterns, where \"!\" makes an exception and white space is cut off: the path is not sent.",
	Bad:  Example{Dockerfile: "FROM scratch\nCOPY !x* /\n", Files: "!x1"},
	Good: Example{Dockerfile: "FROM scratch\nCOPY x* /\n", Files: "x1"},
	Run: func(p *Pass) {
		const help = "give the file another name, or copy the directory that holds it"
		p.refusals(predict.SourceMisread, func(x predict.Refusal, at Span) {
			p.reportAt(at, Finding{Help: help}, "%s %s: the build fails", quoted(x.Source.Path), predict.Misreading(x.Source.Path))
		})
		p.silent(predict.NothingSent, func(e predict.SilentEffect, at Span) { p.reportAt(at, Finding{Help: help}, "%s", e.Message) })
	},
}
