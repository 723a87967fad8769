package lint

import (
	"github.com/buildctx/buildctx/context/predict"
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/diag"
)

var unreadableSentEmpty = &Rule{
	ID: "unreadable-sent-empty", Local: true, Severity: diag.Error, Builders: []ignore.Builder{ignore.BuildKit},
	What: "A file that may not be read is sent.",
	Why:  "BuildKit sends it with no content, and the build goes on (fsutil send.go, sendFile). The classic builder stops.",
	Bad:  Example{Ignore: "a\n", Files: "key.bin! b"},
	Good: Example{Ignore: "key.bin\n", Files: "key.bin! b"},
	Run: func(p *Pass) {
		p.silent(predict.UnreadableSent, func(e predict.SilentEffect, at Span) {
			p.reportAt(at, Finding{Help: "exclude it, or let the user who builds read it"}, "%s", e.Message)
		})
	},
}
