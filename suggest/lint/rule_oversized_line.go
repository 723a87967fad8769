package lint

import (
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/diag"
)

var oversizedLine = checked("oversized-line", diag.Error,
	"A line has 64 kB or more.",
	"The builder refuses the whole file.",
	Example{Ignore: "x", Times: 64 << 10}, Example{Ignore: "x\n"}, ignore.BuildKit, ignore.Classic)
