package buildcontext

import (
	"github.com/buildctx/buildctx/context/scan"
	"github.com/buildctx/buildctx/ignore"
)

// A model is all in which one builder is not like the others when it walks and
// sends. Nothing else asks which builder it is.
type model struct {
	// inPlace says that the directory is read where it is, and nothing is sent.
	inPlace bool
	// requestsPaths says that the client is asked for some paths, and sends no
	// others.
	requestsPaths bool

	// looksFirst says that the client looks at all directories, excluded ones
	// too, before it sends anything.
	looksFirst bool
	// sendsParents says that a directory is sent for what is sent of it, even
	// where it is excluded itself.
	sendsParents bool
	// sendsSockets says that a socket is sent, as an empty file.
	sendsSockets bool
	// linksLinks says that a further name of a symbolic link is a hard link.
	linksLinks bool
	// announces says that an entry is sent before its file is opened, so that a
	// file that cannot be opened arrives empty.
	announces bool

	// badRule is what it says of a rule that it cannot evaluate.
	badRule string
	// badStatus, badDir and badFile are what it says of an entry of which it
	// cannot learn the status, or that it cannot read. One that asks for no
	// status has no badStatus.
	badStatus, badDir, badFile func(w *walk, i uint32, err error) string

	// meter counts the bytes of a transfer; nil where there is none.
	meter func(*Tree, scan.Attributes) meter
	// keepsTimes says that it compares times with those of a copy that it
	// keeps.
	keepsTimes bool
}

var models = [...]*model{ignore.BuildKit: &buildKit, ignore.Classic: &classic, ignore.Buildah: &buildah}

func (r Rules) model() *model { return models[r.Builder] }

// ReadsInPlace reports whether a builder reads the directory where it is. The
// others have it sent.
func ReadsInPlace(b ignore.Builder) bool { return models[b].inPlace }

// RequestsPaths reports whether a builder asks its client for the paths that
// the Dockerfile needs. To the others everything is sent that the rules leave,
// or nothing is.
func RequestsPaths(b ignore.Builder) bool { return models[b].requestsPaths }
