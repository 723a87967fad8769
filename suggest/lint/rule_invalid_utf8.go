package lint

import "github.com/buildctx/buildctx/ignore/diag"

var invalidUTF8 = checked("invalid-utf8", diag.Warning,
	"A line is not valid UTF-8.",
	"Builders read the bytes in different ways, and the rule matches other names than the one that is meant.",
	Example{Ignore: "caf\xe9\n"}, Example{Ignore: "café\n"})
