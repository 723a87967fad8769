package report

import (
	"bufio"
	"fmt"
	"io"
	"iter"
	"path"
	"path/filepath"

	"github.com/buildctx/buildctx/cmd/internal/analysis"
	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/predict"
)

// Make prints the files as the prerequisites of a target, as "gcc -M" does,
// with the Dockerfile and the ignore file. A name that make would read as
// something else and has no way to quote is left out, and a comment says how
// many are.
func Make(w io.Writer, r *analysis.Result, items iter.Seq[predict.Item]) error {
	b := bufio.NewWriter(w)
	b.WriteString(makeTarget + ":")
	left := 0
	written := make(map[string]bool)
	add := func(name string) {
		name = filepath.ToSlash(filepath.Clean(name))
		switch text, ok := makeName(name); {
		case written[name]:
		case !ok:
			left++
		default:
			b.WriteString(" \\\n  " + text)
		}
		written[name] = true
	}
	for _, own := range []string{r.Dockerfile, r.IgnorePath} {
		if own != "" && own != "-" {
			add(own)
		}
	}
	for e := range items {
		if e.Kind != buildcontext.Dir && e.Note != "injected" {
			add(path.Join(filepath.ToSlash(r.Request.Dir), e.Path))
		}
	}
	b.WriteByte('\n')
	if left > 0 {
		fmt.Fprintf(b, "# %s left out: make cannot take the name\n", Plural(left, "file"))
	}
	return b.Flush()
}
