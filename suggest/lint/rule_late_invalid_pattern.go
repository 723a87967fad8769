package lint

import "github.com/buildctx/buildctx/ignore/diag"

var lateInvalidPattern = checked("late-invalid-pattern", diag.Error,
	"The builder accepts the pattern, and fails when it has to compare it with a path.",
	"The build fails in the middle, or does not, depending on what lies in the directory.",
	Example{Ignore: "[z-a]\n"}, Example{Ignore: "[a-z]\n"})
