package lint

import "github.com/buildctx/buildctx/ignore/diag"

var controlCharacter = checked("control-character", diag.Warning,
	"A pattern has a control character.",
	"Names seldom have one, so that it matches nothing; in a list of nothing but ASCII it makes BuildKit fail when it sends the rules.",
	Example{Ignore: "a\x07b\n"}, Example{Ignore: "ab\n"})
