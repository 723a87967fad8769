package lint

import (
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/diag"
)

var oversizedFile = checked("oversized-file", diag.Error,
	"The file is longer than BuildKit reads.",
	"The builder refuses the build.",
	Example{Ignore: "# a long comment\n", Times: 1 << 20}, Example{Ignore: "a\n"}, ignore.BuildKit)
