package report

import (
	"bufio"
	"fmt"
	"io"
	"runtime"

	"github.com/buildctx/buildctx/cmd/internal/verify"
	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/ignore"
)

// shownDifferences is how many paths that differ are shown at most.
const shownDifferences = 20

// VerifyText is for people, and to be pasted into an issue: the verdict, who
// said so, the figures of both sides and the paths that differ.
func VerifyText(w io.Writer, v *verify.Outcome, o Options) error {
	out := bufio.NewWriter(w)
	fmt.Fprintln(out, o.bold(verdict(v)))
	fmt.Fprintf(out, "\n  %s, buildctx %s, %s/%s\n", who(v), o.Version, runtime.GOOS, runtime.GOARCH)
	verifiedFigures(out, v, o)
	if v.Compared() {
		fmt.Fprintf(out, "\n  %s\n", verifiedPaths(v))
	}
	differences(out, v, o)
	list(out, o.bold("not compared"), v.Unknowns)
	list(out, o.warn("left behind"), v.Left)
	return out.Flush()
}

// verdict is the first line, which says it all.
func verdict(v *verify.Outcome) string {
	receive, receives := "receive", "receives"
	if b, _ := ignore.ParseBuilder(v.Builder); buildcontext.ReadsInPlace(b) {
		receive, receives = "copy", "copies" // it is sent nothing
	}
	switch {
	case v.Refused != "":
		return "refused, as predicted: " + Message(v.Refused)
	case !v.Agrees():
		return "differs: " + v.Builder + " does not " + receive + " what is predicted"
	case !v.Compared():
		return "nothing to compare: the build takes nothing of the build context that is known"
	}
	return "agrees: " + v.Builder + " " + receives + " what is predicted"
}

// who names the builder and the program that sends to it.
func who(v *verify.Outcome) string {
	text := v.Builder
	if v.Version != "" {
		text += " " + Message(v.Version)
	}
	if v.Client != "" {
		text += " through " + Message(v.Client)
	}
	return text
}

func verifiedFigures(w io.Writer, v *verify.Outcome, o Options) {
	if len(v.Figures) == 0 {
		return
	}
	b, _ := ignore.ParseBuilder(v.Builder)
	t := newTable(false, true, true, false)
	t.row(o.bold("bytes"), o.faint("predicted"), o.faint("received"), "")
	row := func(what string, predicted, actual int64) {
		note := Printed(actual, b)
		switch {
		case predicted < 0:
			note += ", not predicted"
		case predicted != actual:
			note = o.warn("! ") + note
		}
		t.row("  "+what, exactly(predicted), exactly(actual), note)
	}
	for _, f := range v.Figures {
		row(Name(f.Step), f.PredictedCold, f.ActualCold)
		if models[b].keepsCopy {
			row("  rebuilt unchanged", f.PredictedWarm, f.ActualWarm)
		}
	}
	section(w, t)
}

// exactly is a figure to the byte.
func exactly(n int64) string {
	if n < 0 {
		return "unknown"
	}
	return fmt.Sprint(n)
}

// verifiedPaths counts the paths of both sides.
func verifiedPaths(v *verify.Outcome) string {
	text := Plural(v.Agreed, "path") + " as predicted"
	if n := len(v.Missing); n > 0 {
		text += fmt.Sprintf(", %s missing", Count(n))
	}
	if n := len(v.Extra); n > 0 {
		text += fmt.Sprintf(", %s not predicted", Count(n))
	}
	if n := len(v.Differ); n > 0 {
		text += fmt.Sprintf(", %s", Plural(n, "difference"))
	}
	if v.Unseen > 0 {
		text += fmt.Sprintf("; %s more that no COPY shows under their own names", Count(v.Unseen))
	}
	return text
}

// differences names the paths that are not as predicted.
func differences(w io.Writer, v *verify.Outcome, o Options) {
	t := newTable(false, false, true, true)
	t.row(o.warn("differs"), "", o.faint("predicted"), o.faint("received"))
	name := func(p verify.Place) string {
		if p.Context == "context" {
			return "  " + Name(p.Path)
		}
		return "  " + Name(p.Context) + ": " + Name(p.Path)
	}
	for _, d := range v.Differ {
		t.row(name(d.Place), d.What, Name(d.Predicted), Name(d.Actual))
	}
	for _, p := range v.Missing {
		t.row(name(p), "", "sent", "missing")
	}
	for _, p := range v.Extra {
		t.row(name(p), "", "not sent", "arrived")
	}
	rows := len(t.rows) - 1
	if rows == 0 {
		return
	}
	t.rows = t.rows[:min(rows, shownDifferences)+1]
	section(w, t)
	if rows > shownDifferences {
		fmt.Fprintf(w, "    …%s more\n", Count(rows-shownDifferences))
	}
}
