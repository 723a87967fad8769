package report

import (
	"io"
	"iter"

	"github.com/buildctx/buildctx/cmd/internal/analysis"
	"github.com/buildctx/buildctx/cmd/internal/verify"
	"github.com/buildctx/buildctx/context/predict"
)

// A Format prints a whole result.
type Format func(w io.Writer, r *analysis.Result, o Options) error

// A Checker prints what a check found.
type Checker func(w io.Writer, r *analysis.Result, breaches []analysis.Breach, o Options) error

// An Explainer prints explanations.
type Explainer func(w io.Writer, r *analysis.Result, list []predict.Explanation, o Options) error

// A Lister prints a list of paths.
type Lister func(w io.Writer, r *analysis.Result, items iter.Seq[predict.Item]) error

// A Verifier prints how a prediction and a builder agree.
type Verifier func(w io.Writer, v *verify.Outcome, o Options) error

// Options say how a format prints.
type Options struct {
	// Version is the version of the program.
	Version string
	// Color permits colour; meaning never hangs on it.
	Color bool
	// Args are the arguments of this build as a shell takes them, with a space
	// before each, for the commands that a report names.
	Args string
}

// call is a command line that the user can copy, unless an argument holds what
// cannot be shown.
func (o Options) call(command string) string { return Escape("buildctx " + command + o.Args) }

func (o Options) paint(code, text string) string {
	if !o.Color || text == "" {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}

func (o Options) bold(text string) string  { return o.paint("1", text) }
func (o Options) faint(text string) string { return o.paint("2", text) }
func (o Options) warn(text string) string  { return o.paint("33", text) }
