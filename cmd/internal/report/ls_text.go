package report

import (
	"bufio"
	"fmt"
	"io"
	"iter"

	"github.com/buildctx/buildctx/cmd/internal/analysis"
	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/predict"
)

// Lines prints a path a line, a directory with a slash at its end; names that
// could break the line are quoted.
func Lines(w io.Writer, _ *analysis.Result, items iter.Seq[predict.Item]) error {
	return each(w, items, func(b *bufio.Writer, e predict.Item) {
		fmt.Fprintln(b, Name(listed(e)))
	})
}

// Zero prints paths as they are, each followed by a NUL byte.
func Zero(w io.Writer, _ *analysis.Result, items iter.Seq[predict.Item]) error {
	return each(exact(w), items, func(b *bufio.Writer, e predict.Item) {
		b.WriteString(listed(e))
		b.WriteByte(0)
	})
}

// Long prints mode, size and path, and what a link points to.
func Long(w io.Writer, _ *analysis.Result, items iter.Seq[predict.Item]) error {
	return each(w, items, func(b *bufio.Writer, e predict.Item) {
		fmt.Fprintf(b, "%s %12d  %s", e.Mode, e.Size, Name(listed(e)))
		switch e.Kind {
		case buildcontext.Symlink:
			fmt.Fprintf(b, " -> %s", Name(e.Linkname))
		case buildcontext.Hardlink:
			fmt.Fprintf(b, " = %s", Name(e.Linkname))
		}
		if e.Note != "" {
			fmt.Fprintf(b, "  (%s)", e.Note)
		}
		b.WriteByte('\n')
	})
}

func each(w io.Writer, items iter.Seq[predict.Item], print func(*bufio.Writer, predict.Item)) error {
	b := bufio.NewWriter(w)
	for e := range items {
		print(b, e)
	}
	return b.Flush()
}

func listed(e predict.Item) string {
	if e.Kind == buildcontext.Dir {
		return e.Path + "/"
	}
	return e.Path
}
