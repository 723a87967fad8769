package predict

import (
	"fmt"

	"github.com/buildctx/buildctx/ignore"
)

// classic is the one transfer of the classic client, a tar archive. It looks
// for the Dockerfile first.
func (x *transferring) classic() error {
	if x.Unread {
		return nil
	}
	x.out.All = []Transfer{{
		Name: "context", Kind: Content, Step: "Sending build context to Docker daemon",
		Dir: x.Dir, Exclude: x.Ignore.Patterns(ignore.Classic), View: x.Sent,
	}}
	return x.measure()
}

// inject adds the Dockerfile that the classic client sends from elsewhere.
func (t *Transfer) inject(p *Prediction) {
	if t.Wire == nil || !p.Injects() {
		return
	}
	figures := t.View.Injected(t.Wire.Cold, p.Size)
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
