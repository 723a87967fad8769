package lint

import "github.com/buildctx/buildctx/ignore/diag"

var utf16File = checked("utf16-file", diag.Warning,
	"The file is UTF-16, as some editors and shells of Windows write it.",
	"No builder reads that: its rules match nothing, and everything is sent.",
	Example{Ignore: "\xff\xfea\x00\n\x00"}, Example{Ignore: "a\n"})
