package buildcontext

import (
	"fmt"

	"github.com/buildctx/buildctx/context/scan"
)

// classic looks at the whole directory first (docker/cli build/context.go,
// ValidateContextDirectory) and sends one tar (go-archive archive.go), in which
// a socket has no place (FileInfoHeader fails). The directories above what is
// sent are left out.
var classic = model{
	looksFirst: true,
	linksLinks: true,
	badRule:    "error checking context: syntax error in pattern",
	badStatus:  cannotStat,
	badDir:     cannotStat,
	badFile: func(w *walk, i uint32, _ error) string {
		return fmt.Sprintf("error checking context: no permission to read from %q", w.Tree.Path(i))
	},
	meter: func(t *Tree, a scan.Attributes) meter { return newTarMeter(t, a) },
}

func cannotStat(w *walk, i uint32, _ error) string {
	return fmt.Sprintf("error checking context: can't stat %q", w.Tree.Path(i))
}
