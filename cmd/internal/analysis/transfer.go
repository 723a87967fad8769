package analysis

import (
	"context"
	"fmt"
	"slices"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/predict"
	"github.com/buildctx/buildctx/context/scan"
	"github.com/buildctx/buildctx/ignore"
)

// A Transfer is one time that the builder's client sends something to the
// builder.
type Transfer struct {
	// Name is what the builder calls the directory: "context", "dockerfile" or
	// a named context.
	Name string
	// Kind says what is sent.
	Kind TransferKind
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
	followed predict.Followed
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

// transfers works out everything that this build sends to the builder, in the
// order in which the builder asks for it, with the figures.
func (r *Result) transfers(ctx context.Context) error {
	switch r.Request.Builder {
	case ignore.Buildah:
		return nil
	case ignore.Classic:
		if r.build.Err != nil {
			return nil // the client looks for the Dockerfile first
		}
		r.Transfers = []Transfer{{
			Name: "context", Kind: Content, Step: "Sending build context to Docker daemon",
			Dir: r.Request.Dir, Exclude: r.Ignore.Patterns(ignore.Classic), View: r.Sent,
		}}
		if err := r.measure(ctx); err != nil {
			return err
		}
		r.Transfers[0].inject(r)
		return nil
	}
	if err := r.definition(ctx); err != nil {
		return err
	}
	if r.build.Err != nil {
		return r.measure(ctx) // the build ends here
	}
	if err := r.ignoreFile(ctx); err != nil {
		return err
	}
	r.contents("", Transfer{
		Name: "context", Step: "[internal] load build context", Dir: r.Request.Dir, Exclude: r.Ignore.Patterns(ignore.BuildKit),
	}, r.Tree, r.Rules)
	for _, c := range r.contextsUsed() {
		if err := r.namedContext(ctx, c); err != nil {
			return err
		}
	}
	return r.measure(ctx)
}

// measure works out the figures of all transfers.
func (r *Result) measure(ctx context.Context) error {
	byTree := make(map[*buildcontext.Tree][]*Transfer)
	for i := range r.Transfers {
		t := &r.Transfers[i]
		byTree[t.View.Tree] = append(byTree[t.View.Tree], t)
	}
	for tree, transfers := range byTree {
		sent := func(i uint32) bool {
			for _, t := range transfers {
				if t.View.Sent(i) {
					return true
				}
			}
			return false
		}
		var attributes scan.Attributes
		if tree.Root() != "" { // the directory of a Dockerfile from standard input
			var err error
			if attributes, err = scan.ReadAttributes(ctx, tree.Listing(), sent); err != nil {
				return err
			}
		}
		if tree == r.Tree {
			r.attributes = attributes
		}
		for _, t := range transfers {
			r.bar(t)
			t.measure(attributes)
			r.refuseAttributes(t, attributes)
		}
	}
	return nil
}

// bar notes that the build may end before a transfer. BuildKit reads the
// Dockerfile before anything else, but in which order it looks for mistakes in
// it and asks for ignore files is not known here. The classic client reads
// ignore files only.
func (r *Result) bar(t *Transfer) {
	dockerfile := r.Dockerfile != "" && (r.Needs == nil || len(r.Needs.Problems) > 0)
	switch {
	case r.barred && t.Kind == Content:
		t.doubtful, t.Unknown = true, "The build ends before this transfer, because of the ignore file."
	case dockerfile && t.Kind != Definition && r.Request.Builder == ignore.BuildKit:
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
func (r *Result) refuseAttributes(t *Transfer, attributes scan.Attributes) {
	for _, p := range attributes.Problems {
		if r.Request.Builder == ignore.BuildKit && t.View.Sent(p.Entry) {
			r.Refusals = append(r.Refusals, predict.Refusal{File: p.Path, Message: fmt.Sprintf("error from sender: failed to xattr %s: %v", quoted(p.Path), p.Err)})
		}
	}
}

// inject adds the Dockerfile that the classic client sends from elsewhere.
func (t *Transfer) inject(r *Result) {
	if t.Wire == nil || !r.Injects() {
		return
	}
	figures := t.View.Injected(t.Wire.Cold, int64(len(r.build.Source)))
	switch len(figures) {
	case 1:
		t.Wire.Cold, t.Wire.Warm = figures[0], figures[0]
		return
	case 2:
		t.Unknown = fmt.Sprintf("The client adds the Dockerfile and an ignore file in either order; the figure is %d or %d bytes.", figures[0], figures[1])
	default:
		t.Unknown = "The client adds the Dockerfile to the ignore file, which is no regular file."
	}
	t.Wire = nil
}
