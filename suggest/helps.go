package suggest

import (
	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/suggest/builds"
)

// Help is something that a line makes better.
type Help string

// The helps.
const (
	// HelpWalk: the builder's client looks at fewer directory entries.
	HelpWalk Help = "walk"
	// HelpTransfer: less is sent to the builder.
	HelpTransfer Help = "transfer"
	// HelpCache: a change of what is kept out no longer makes the builder run
	// a COPY and all that follows it again.
	HelpCache Help = "cache"
	// HelpImage: what is kept out no longer ends in the layers of the image.
	HelpImage Help = "image"
	// HelpSecrecy: a secret stays out of the builder and the image.
	HelpSecrecy Help = "secrecy"
)

// A Saving is what the Dockerfile analysed no longer costs.
type Saving struct {
	// Entries is how many directory entries fewer the builder's client looks at.
	Entries int
	// Sent counts what is no longer sent, for Buildah what is no longer taken.
	// Where no COPY takes something BuildKit does not send it anyway.
	Sent buildcontext.Totals
}

// saving works out what keeping the entries out saves, given what is sent before
// and, where that is known, after.
func saving(entries []uint32, before, after *buildcontext.View) (out Saving) {
	t := before.Tree
	for _, i := range entries {
		for j := i; j < t.End(i); j++ {
			if j != i && before.Looked(j) && (after == nil || !after.Looked(j)) {
				out.Entries++
			}
			count(&out.Sent, before, j)
		}
	}
	return out
}

// helps says what a saving makes better.
func (s Saving) helps(c Candidate, b ignore.Builder) []Help {
	var out []Help
	if s.Entries > 0 {
		out = append(out, HelpWalk)
	}
	if s.Sent.Files == 0 {
		return out
	}
	if b != ignore.Buildah {
		out = append(out, HelpTransfer)
	}
	out = append(out, HelpCache)
	if c.Reach == builds.InImage {
		out = append(out, HelpImage)
	}
	if c.Category == Secret {
		out = append(out, HelpSecrecy)
	}
	return out
}

// eligibleBelow counts what the ignore file lets through at and below the
// entries.
func eligibleBelow(v *buildcontext.View, entries []uint32) buildcontext.Totals {
	var out buildcontext.Totals
	t := v.Tree
	for _, i := range entries {
		for j := i; j < t.End(i); j++ {
			count(&out, v, j)
		}
	}
	return out
}

// count adds an entry, if it is sent.
func count(to *buildcontext.Totals, v *buildcontext.View, i uint32) {
	switch {
	case !v.Sent(i):
	case v.Tree.IsDir(i):
		to.Dirs++
	default:
		to.Files++
		if v.Tree.Mode(i).IsRegular() {
			to.Bytes += v.Tree.Size(i)
		}
	}
}
