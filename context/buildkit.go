package buildcontext

import (
	"fmt"
	"path"
	"path/filepath"

	"github.com/buildctx/buildctx/context/scan"
)

// buildKit walks and sends with fsutil (tonistiigi/fsutil). It sends a socket
// as a regular file (stat.go, mkstat, clears the bit) and the directories above
// what it sends (filter.go, the loop over parentDirs); of a file that it cannot
// open it swallows the error and sends no content (send.go, sendFile).
var buildKit = model{
	requestsPaths: true,
	sendsParents:  true,
	sendsSockets:  true,
	announces:     true,
	badRule:       "error from sender: failed to match excludepatterns: syntax error in pattern",
	badStatus: func(w *walk, i uint32, err error) string {
		return fmt.Sprintf("error from sender: lstat %s: %v", w.onDisk(i), err)
	},
	badDir: func(w *walk, i uint32, err error) string {
		return fmt.Sprintf("error from sender: open %s: %v", w.onDisk(i), err)
	},
	badFile:    func(*walk, uint32, error) string { return "sent without its content, and the build goes on" },
	meter:      func(t *Tree, a scan.Attributes) meter { return newPacketMeter(t, a) },
	keepsTimes: true,
}

// onDisk is the path by which the client opens an entry.
func (w *walk) onDisk(i uint32) string {
	return path.Join(filepath.ToSlash(w.Tree.Root()), w.Tree.Path(i))
}
