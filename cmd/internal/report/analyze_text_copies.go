package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/buildctx/buildctx/cmd/internal/analysis"
	"github.com/buildctx/buildctx/context/needs"
)

// shownCopies is how many sources the report shows at most.
const shownCopies = 12

// copies prints what each source of the Dockerfile takes.
func copies(w io.Writer, r *analysis.Result, o Options) {
	if len(r.Sources()) == 0 {
		return
	}
	shown := r.Sources()
	if len(shown) > shownCopies {
		shown = shown[:shownCopies]
	}
	t := newTable(false, false, true, true, false)
	t.row(o.bold("copies"), "", o.faint("size"), o.faint("files"), "")
	for _, c := range shown {
		taken := r.Taken(c)
		t.row("  "+Name(r.Dockerfile)+fmt.Sprintf(":%d", c.Line), clip(Name(source(c))),
			Size(taken.Bytes), Count(taken.Files), Message(copyNote(c)))
	}
	section(w, t)
	if more := len(r.Sources()) - len(shown); more > 0 {
		fmt.Fprintf(w, "    …%s more\n", Count(more))
	}
}

// source is a source as the user would name it.
func source(s *needs.Source) string {
	if s.Pattern != "" {
		return s.Pattern
	}
	if s.Whole {
		return "."
	}
	return s.Path
}

// copyNote says what is to be known of a source, and for which platform it is
// asked for, if not for all.
func copyNote(s *needs.Source) string {
	return strings.Trim(s.Platform+", "+copyReason(s), ", ")
}

func copyReason(s *needs.Source) string {
	switch {
	case s.Unknown != "":
		return "unknown: " + s.Unknown
	case s.Unused && s.Whole:
		return s.Instruction + " asks for the whole build context"
	case s.Mount:
		return "mount"
	case s.Whole && s.Pattern != "." && s.Pattern != "./" && s.Pattern != "/":
		return "the whole build context"
	}
	return ""
}
