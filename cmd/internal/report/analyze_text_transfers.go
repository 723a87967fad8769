package report

import (
	"fmt"
	"io"

	"github.com/buildctx/buildctx/cmd/internal/analysis"
	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/predict"
)

// wireNote says what the builder prints for what is sent.
func wireNote(r *analysis.Result) string {
	wire, _ := r.Transfers.Main()
	if wire == nil {
		return ""
	}
	m := models[r.Request.Builder]
	note := m.sending + Printed(wire.Cold, r.Request.Builder)
	if m.keepsCopy && wire.Warm >= 0 {
		note += ", rebuilt unchanged " + Printed(wire.Warm, r.Request.Builder)
	}
	return note
}

// transfers prints everything that the build sends, as BuildKit names it: for
// a first build, and for one after which nothing has changed.
func transfers(w io.Writer, r *analysis.Result, o Options) {
	if r.Dockerfile == "" || !buildcontext.RequestsPaths(r.Request.Builder) || len(r.Transfers.All) == 0 {
		return
	}
	t := newTable(false, true, true, false)
	t.row(o.bold("transfers"), o.faint("first"), o.faint("unchanged"), "")
	for i, x := range r.Transfers.All {
		if i == shownTransfers {
			break
		}
		cold, warm := "unknown", "unknown"
		if x.Wire != nil {
			cold = Printed(x.Wire.Cold, r.Request.Builder)
			if x.Wire.Warm >= 0 {
				warm = Printed(x.Wire.Warm, r.Request.Builder)
			}
		}
		t.row("  "+Name(x.Step), cold, warm, transferNote(x))
	}
	section(w, t)
	if more := len(r.Transfers.All) - shownTransfers; more > 0 {
		fmt.Fprintf(w, "    …%s more\n", Count(more))
	}
}

// namedContexts says of what is sent besides the main build context why that
// is, and what weighs most.
func namedContexts(w io.Writer, r *analysis.Result, o Options) {
	var lines []string
	for _, n := range r.Named {
		line := fmt.Sprintf("%s (%s)", Name(n.Context), Name(n.Dir))
		switch {
		case n.Stage != "":
			line += " takes the place of stage " + Name(n.Stage)
		case n.Image != "":
			line += " takes the place of the image"
		}
		for k, s := range n.Whole {
			if k == maxAsking {
				break
			}
			line += fmt.Sprintf("; %s:%d %s takes all of it", Name(r.Dockerfile), s.Line, s.Instruction)
		}
		for k, h := range n.Heaviest {
			line += [...]string{"; heaviest: ", ", "}[min(k, 1)] + fmt.Sprintf("%s %s", shorten(Name(n.View.Tree.Path(h.Entry))), Size(h.Sum.Bytes))
		}
		lines = append(lines, line)
	}
	list(w, o.bold("named contexts"), lines)
}

// maxAsking is how many instructions are named that take all of a context.
const maxAsking = 2

// shownTransfers is how many transfers the report shows at most.
const shownTransfers = 12

// transferNote tells transfers of the same name apart.
func transferNote(t predict.Transfer) string {
	note := ""
	if t.Kind == predict.Content && t.Wire != nil {
		note = Plural(t.Totals.Files, "file")
	}
	for i, p := range t.Platforms {
		if i == 0 {
			note += ", for " + p
		} else {
			note += " " + p
		}
	}
	return Message(note)
}
