package predict

import (
	"fmt"
	"slices"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/scan"
	"github.com/buildctx/buildctx/ignore"
)

// A Reader reads what the transfers of a build need and its Tree does not have.
type Reader interface {
	// Paths reads of a directory at least some paths below it, and all that
	// they lead to.
	Paths(dir string, paths []string) (*buildcontext.Tree, error)
	// NamedContext reads a directory as far as its ignore file, which may be
	// nil, has BuildKit enter it.
	NamedContext(dir string) (*buildcontext.Tree, *ignore.File, error)
	// Attributes reads the extended attributes of those entries of a tree that
	// are sent.
	Attributes(t *buildcontext.Tree, sent func(entry uint32) bool) (scan.Attributes, error)
}

// A Transfer is one time that the builder's client sends something to the
// builder.
type Transfer struct {
	// Name is what the builder calls the directory: "context", "dockerfile" or
	// a named context.
	Name string
	// Kind says what is sent.
	Kind TransferKind
	// Context is the named context as --build-context has it; empty for the
	// main build context.
	Context string
	// Step is the line of the build's output under which it appears.
	Step string
	// Dir is the directory that is sent from, as the user wrote it; empty for
	// a Dockerfile from standard input.
	Dir string
	// Platforms are the platforms that share the transfer; empty for all.
	Platforms []string
	// Follow are the paths that the builder asks for; nil for everything.
	Follow []string
	// Exclude are the patterns of the ignore file in force.
	Exclude []string
	// View is what is sent.
	View *buildcontext.View
	// Totals counts what is sent.
	Totals buildcontext.Totals
	// Wire is what it costs; nil when that is not known. Its Warm is -1 when
	// only the figure of a first build is known.
	Wire *buildcontext.Wire
	// Unknown is why Wire, or a part of it, is not known, as a sentence.
	Unknown string

	doubtful bool // what is sent is not known
	alone    bool // the builder keeps no copy, so that all is sent every time
	shared   bool // what the builder has to compare with is not known
	followed Followed
}

// TransferKind says what a transfer is for.
type TransferKind string

// The kinds of transfers.
const (
	// Definition is the Dockerfile, with the ignore file beside it.
	Definition TransferKind = "dockerfile"
	// IgnoreFile is the ignore file in the root of a context.
	IgnoreFile TransferKind = "ignore"
	// Content is what the instructions of the Dockerfile ask for.
	Content TransferKind = "context"
)

// Transfers are everything that a build sends to the builder.
type Transfers struct {
	// All are in the order in which the builder asks for them. Buildah reads
	// the build context in place, and there are none.
	All []Transfer
	// Refusals are why the builder stops in one of them.
	Refusals []Refusal
	// Attributes are those of what is sent of the build context.
	Attributes scan.Attributes
}

// Transfers works out everything that this build sends to the builder, with the
// figures. The error is one of the reader.
func (p *Prediction) Transfers(read Reader) (Transfers, error) {
	t := &transferring{Prediction: p, read: read}
	if p.model().transfers == nil {
		return t.out, nil
	}
	err := p.model().transfers(t)
	if len(t.out.All) > 0 {
		t.out.All[0].inject(p)
	}
	return t.out, err
}

// Main is what the transfer of the main build context costs. It is nil where
// that is not known, where the build sends it several times, and where nothing
// is transferred; why says which, as a sentence, and is empty for the last.
// A Warm of -1 is not known.
func (t Transfers) Main() (wire *buildcontext.Wire, why string) {
	var found *Transfer
	for i := range t.All {
		x := &t.All[i]
		switch {
		case x.Kind != Content || x.Name != "context":
		case found != nil:
			return nil, found.Unknown
		default:
			found = x
		}
	}
	if found == nil {
		return nil, ""
	}
	return found.Wire, found.Unknown
}

// Wire is what the transfer of the main build context costs, if it is one of
// its own; nil where that is not known.
func (p *Prediction) Wire(attributes scan.Attributes) *buildcontext.Wire {
	t := Transfer{View: p.Sent}
	t.measure(attributes)
	t.inject(p)
	return t.Wire
}

// A transferring is a [Prediction.Transfers] under way.
type transferring struct {
	*Prediction
	out  Transfers
	read Reader
	// asked says that the builder asks for one transfer after the other.
	asked  bool
	barred bool // an ignore file makes the builder stop before it asks for a context
}

// measure works out the figures of all transfers.
func (x *transferring) measure() error {
	x.barred = x.barred || len(x.IgnoreRefusals) > 0 || slices.ContainsFunc(x.Refusals(), func(r Refusal) bool { return r.Kind == BadLine })
	byTree := make(map[*buildcontext.Tree][]*Transfer)
	for i := range x.out.All {
		t := &x.out.All[i]
		byTree[t.View.Tree] = append(byTree[t.View.Tree], t)
	}
	for tree, transfers := range byTree {
		sent := func(i uint32) bool {
			return slices.ContainsFunc(transfers, func(t *Transfer) bool { return t.View.Sent(i) })
		}
		var attributes scan.Attributes
		if tree.Root() != "" { // the directory of a Dockerfile from standard input
			var err error
			if attributes, err = x.read.Attributes(tree, sent); err != nil {
				return err
			}
		}
		if tree == x.Tree {
			x.out.Attributes = attributes
		}
		for _, t := range transfers {
			x.bar(t)
			t.measure(attributes)
			x.refuseAttributes(t, attributes)
		}
	}
	return nil
}

// bar notes that the build may end before a transfer. BuildKit reads the
// Dockerfile before anything else, but in which order it looks for mistakes in
// it and asks for ignore files is not known here. The classic client reads
// ignore files only.
func (x *transferring) bar(t *Transfer) {
	unread := x.Dockerfile != "" && x.Needs == nil && len(x.DockerfileRefusals) == 0
	bad := x.Dockerfile != "" && x.Needs == nil || x.Needs != nil && len(x.Needs.Problems) > 0 && !x.Needs.Frontend.Foreign()
	switch {
	case x.barred && t.Kind == Content:
		t.doubtful, t.Unknown = true, "The build ends before this transfer, because of the ignore file."
	case t.Kind == Definition || !x.asked:
	case unread:
		t.doubtful, t.Unknown = true, fmt.Sprintf("What %s asks for is not known.", quoted(x.Dockerfile))
	case bad:
		t.doubtful, t.Unknown = true, "The build ends because of the Dockerfile, perhaps before this transfer."
	}
}

// measure works out the figures of one transfer.
func (t *Transfer) measure(attributes scan.Attributes) {
	t.Totals = t.View.Totals
	stops := slices.ContainsFunc(t.View.Failures, func(f buildcontext.Failure) bool { return f.Stops })
	if stops || len(t.followed.Unreadable) > 0 {
		t.doubtful, t.Unknown = true, "The transfer ends with an error."
	}
	if t.doubtful {
		return
	}
	t.Wire = t.View.Wire(attributes)
	switch odd := t.Wire.UnstableTime; {
	case t.alone:
		t.Wire.Warm = t.Wire.Cold
		for i := range t.Wire.Parts {
			t.Wire.Parts[i].Warm = t.Wire.Parts[i].Cold
		}
	case t.shared:
		t.Wire.Warm = -1
	case odd != 0:
		t.Wire.Warm = -1
		t.Unknown = fmt.Sprintf("The time of %s is one that not every file system can keep; whether the builder's copy has it the next time is not known.",
			quoted(t.View.Tree.Path(odd)))
	}
}

// refuseAttributes books what BuildKit stops for when it asks for extended
// attributes (fsutil stat_unix.go, loadXattr).
func (x *transferring) refuseAttributes(t *Transfer, attributes scan.Attributes) {
	for _, p := range attributes.Problems {
		if x.asked && t.View.Sent(p.Entry) {
			x.out.Refusals = append(x.out.Refusals, Refusal{File: p.Path, Message: fmt.Sprintf("error from sender: failed to xattr %s: %v", quoted(p.Path), p.Err)})
		}
	}
}
