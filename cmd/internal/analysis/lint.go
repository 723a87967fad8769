package analysis

import (
	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/diag"
	"github.com/buildctx/buildctx/ignore/lint"
)

// Lint says which lines of the ignore file do not do what their author believes.
func (r *Result) Lint() []diag.Diagnostic { return lint.Run(r.linted(r.File, r.Eligible)) }

func (r *Result) linted(f *ignore.File, eligible *buildcontext.View) lint.Input {
	return lint.Input{File: f, Builder: r.Request.Builder, Eligible: eligible, Replay: func(other *ignore.File) *buildcontext.View {
		left, _ := r.under(other)
		return left
	}}
}

// maxFixes is how many fixes are made one after the other.
const maxFixes = 1000

// Fixed is the ignore file with all fixes made that are as safe as wanted, one after
// the other until none is left, and the findings that were cured. A safe fix leaves
// what is sent as it is.
func (r *Result) Fixed(level diag.Safety) (after []byte, cured []diag.Diagnostic) {
	f, eligible := r.File, r.Eligible
	tried := make(map[string]bool) // a file that was there before would be there for ever
	for range maxFixes {
		tried[string(f.Bytes())] = true
		next, d := r.fixOne(f, eligible, level, tried)
		if next == nil {
			break
		}
		f, cured = next, append(cured, d)
		eligible, _ = r.under(f)
	}
	return f.Bytes(), cured
}

// fixOne makes the first fix that is safe enough; nil if there is none.
func (r *Result) fixOne(f *ignore.File, eligible *buildcontext.View, level diag.Safety, tried map[string]bool) (*ignore.File, diag.Diagnostic) {
	for _, d := range lint.Run(r.linted(f, eligible)) {
		for _, fix := range d.Fixes {
			if fix.Safety < level {
				continue
			}
			text, err := diag.Apply(f.Bytes(), fix.Edits)
			if err == nil && !tried[string(text)] {
				return ignore.Parse(f.Name, text), d
			}
		}
	}
	return nil, diag.Diagnostic{}
}
