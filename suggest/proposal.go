package suggest

import (
	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/diag"
	"github.com/buildctx/buildctx/suggest/builds"
	"github.com/buildctx/buildctx/suggest/catalog"
)

// Options say what a proposal may hold.
type Options struct {
	// Level is how safe a line must be: Safe, which is the default, or Review
	// for those too that a person should look at first.
	Level diag.Safety
	// Idle asks for the lines of the user's that do nothing; Tidy has the
	// proposal leave them out, those that are as safe as Level.
	Idle, Tidy bool
	// Mode is how it is written.
	Mode Mode

	secrets bool // whatever the level, no secret that is found is sent
}

// A Proposal is a new ignore file, with the proof that it may take the place
// of the old one.
type Proposal struct {
	// Mode is how it is written.
	Mode Mode
	// File is the name of the ignore file.
	File string
	// Before and After are the old and the new content; they are equal when
	// there is nothing to propose.
	Before, After []byte
	// Added are the lines that are new or widened, in the order of After.
	Added []Suggestion
	// Review are lines that are not part of After because a person has to look
	// at them first, or because no proof was found.
	Review []Suggestion
	// Idle are lines of the user's that do nothing, by their place in Before,
	// where Options asked for them.
	Idle []IdleLine
	// Removed are lines of Before that After does not have, with the reason:
	// idle ones, and in the mode Allow what the list makes pointless. Their
	// Line counts in Before.
	Removed []Suggestion
	// Notes say in sentences what there is to know of a proposal, or why there
	// is none.
	Notes []string
	// Split is what stays for another Dockerfile alone (see [Splits]); [Plan]
	// leaves it empty.
	Split []Split
	// Proof is what was proven of After.
	Proof Proof
	// BeforeTotals and AfterTotals count what is sent for the Dockerfile
	// analysed.
	BeforeTotals, AfterTotals buildcontext.Totals
	// AfterVisited is the number of directory entries that the builder's
	// client would look at.
	AfterVisited int
}

// A Suggestion is one line of a proposal.
type Suggestion struct {
	// Pattern is the line.
	Pattern string
	// Line is where it stands in After, counted from 1; 0 for a line that is
	// not part of it.
	Line int
	// Widened is what stood there before; empty for a new line.
	Widened string
	// Safety says whether it may be taken without looking.
	Safety diag.Safety
	// Category says what it keeps out.
	Category catalog.Category
	// Helps says what gets better, Saves by how much.
	Helps []Help
	Saves Saving
	// Entries are what it claims; everything below counts.
	Entries []uint32
	// Totals counts what it keeps out that the ignore file let through, or, of
	// a line with a "!", what it lets in.
	Totals buildcontext.Totals
	// Why says what it is for, Evidence what speaks for it.
	Why      string
	Evidence []string
	// Needed says when a build needs it after all, empty where that is not
	// known to happen; Advice says how to give the build what it needs of it in
	// another way.
	Needed, Advice string
}

// Proof says what was found when the tree was replayed under a new ignore
// file.
type Proof struct {
	// NeededKept: everything that a Dockerfile names and that was there before
	// is still there, and nothing is gone that no line claims.
	NeededKept bool
	// ClaimedGone: everything that the lines claim is gone.
	ClaimedGone bool
	// Broken says in sentences what is not as it should be.
	Broken []string
	// Unknowns says in sentences what could not be part of the proof.
	Unknowns []string
}

// Holds reports whether the proof succeeded.
func (p Proof) Holds() bool { return p.NeededKept && p.ClaimedGone }

// Mode is how a proposal is written.
type Mode uint8

// The modes.
const (
	// Deny adds lines for what is to stay out. It is the default.
	Deny Mode = iota
	// Allow keeps everything out and lets in what the Dockerfiles need.
	Allow
)

// String returns "deny" or "allow", the words used on the command line and in
// JSON.
func (m Mode) String() string {
	if m == Allow {
		return "allow"
	}
	return "deny"
}

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
	// Entries is how many directory entries fewer the builder's client looks
	// at.
	Entries int
	// Sent counts what is no longer sent, for Buildah what is no longer taken.
	// Where no COPY takes something BuildKit does not send it anyway.
	Sent buildcontext.Totals
}

// saving works out what keeping the entries out saves, given what is sent
// before and, where that is known, after.
func saving(entries []uint32, before, after *buildcontext.View) (out Saving) {
	t := before.Tree
	for _, i := range entries {
		for j := i; j < t.End(i); j++ {
			if j != i && before.LookedAt(j) && (after == nil || !after.LookedAt(j)) {
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
	if !buildcontext.ReadsInPlace(b) {
		out = append(out, HelpTransfer)
	}
	out = append(out, HelpCache)
	if c.Reach == builds.InImage {
		out = append(out, HelpImage)
	}
	if c.Category == catalog.Secret {
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
