package analysis

import (
	"bytes"
	"context"
	"fmt"
	"iter"

	"github.com/buildctx/buildctx/cmd/internal/rewrite"
	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/ignore"
)

// Confirm reads the directory again, with a new ignore file in place, and
// compares what is sent with what the replay said. The ignore file itself is
// left out of that: it may have been new, and its size differs.
func Confirm(ctx context.Context, r *Result, file []byte) error {
	req := r.Request
	req.Depth, req.Lint = SentOnly, false
	now, err := Run(ctx, req)
	if err != nil {
		return err
	}
	if !bytes.Equal(now.Ignore.Bytes(), file) {
		return fmt.Errorf("the builder would read another ignore file, %s", quoted(now.IgnorePath))
	}
	promised := r.Under(ignore.Parse(r.Ignore.Name, file)).Sent
	itself := below(now.Tree.Root(), now.IgnorePath)
	next, stop := iter.Pull(sentPaths(now.Sent, itself))
	defer stop()
	for want := range sentPaths(promised, itself) {
		got, ok := next()
		if !ok {
			return fmt.Errorf("%s is no longer sent", quoted(want))
		}
		if got != want {
			return fmt.Errorf("%s is sent where %s was to be; the directory may have changed meanwhile", quoted(got), quoted(want))
		}
	}
	if got, more := next(); more {
		return fmt.Errorf("%s is still sent", quoted(got))
	}
	return nil
}

// sentPaths are the files that are sent, but for one.
func sentPaths(v *buildcontext.View, but string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for e := range v.Entries() {
			if path := v.Tree.Path(e.Index); e.Kind != buildcontext.Dir && path != but && !yield(path) {
				return
			}
		}
	}
}

// Place is where the ignore file of a result is written. The error is why that
// is not possible, as a clause about it.
func Place(r *Result) (rewrite.Place, error) { return r.file.place() }
