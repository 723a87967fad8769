package lint

import "github.com/buildctx/buildctx/ignore/diag"

var illegalNegation = checked("illegal-negation", diag.Error,
	"Nothing follows the \"!\".",
	"The builder refuses the build.",
	Example{Ignore: "*\n!\n"}, Example{Ignore: "*\n!src\n"})
