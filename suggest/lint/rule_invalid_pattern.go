package lint

import "github.com/buildctx/buildctx/ignore/diag"

var invalidPattern = checked("invalid-pattern", diag.Error,
	"The builder cannot read the pattern: a bracket is open, or a backslash stands at the end.",
	"The builder refuses the build.",
	Example{Ignore: "a[b\n"}, Example{Ignore: "a\\[b\n"})
