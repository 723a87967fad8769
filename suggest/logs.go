package suggest

import "github.com/buildctx/buildctx/suggest/catalog"

// logDirectory are the names of directories that stand for the logs in them.
var logDirectory = map[string]bool{"log": true, "logs": true}

// logFiles finds logs and what crashes leave behind. However small, they
// change without any change of the source and so spoil the layer cache.
var logFiles = &Heuristic{
	ID:       "logs",
	Title:    "logs and crash dumps",
	Category: Log,
	Run: func(p *Pass) {
		if p.Name.Proof == catalog.ByMarker && !rotated(p.Tree.Name(p.Entry)) {
			return
		}
		p.sure("")
	},
	whole: true,
}

// rotated reports whether a name is that of a log put away: its ending is a
// number, a date or that of a compressed file.
func rotated(name string) bool {
	end := len(name)
	for end > 0 && name[end-1] != '.' {
		end--
	}
	switch ending := name[end:]; ending {
	case "gz", "bz2", "xz", "zst", "old":
		return true
	default:
		for i := 0; i < len(ending); i++ {
			if (ending[i] < '0' || ending[i] > '9') && ending[i] != '-' {
				return false
			}
		}
		return ending != ""
	}
}
