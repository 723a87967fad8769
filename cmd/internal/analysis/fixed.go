package analysis

import (
	"context"

	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/diag"
)

// maxFixes is how many fixes, or groups of them, are made one after the other.
const maxFixes = 1000

// Fixed is the ignore file with all fixes made that are as safe as wanted, until none is
// left, with the findings that were cured and those that are left. A safe fix leaves what
// is sent as it is.
func (r *Result) Fixed(ctx context.Context, level diag.Safety) (after []byte, cured, left []diag.Diagnostic) {
	tried := make(map[string]bool) // a file that was there before would be there for ever
	for range maxFixes {
		tried[string(r.File.Bytes())] = true
		left = r.Lint()
		next, made := r.fixSome(left, level, tried)
		if next == nil || ctx.Err() != nil {
			break
		}
		r, cured = r.with(next), append(cured, made...)
		r.judge(ctx)
	}
	return r.File.Bytes(), cured, left
}

// fixSome makes all safe fixes that leave one another alone, if what is sent stays as it
// is, or else the first fix that is safe enough; nil if there is none.
func (r *Result) fixSome(found []diag.Diagnostic, level diag.Safety, tried map[string]bool) (*ignore.File, []diag.Diagnostic) {
	var all []diag.Edit
	var together, first []diag.Diagnostic
	var one *ignore.File
	parsed := func(edits []diag.Edit) *ignore.File {
		text, err := diag.Apply(r.File.Bytes(), edits)
		if err != nil || tried[string(text)] {
			return nil
		}
		return ignore.Parse(r.File.Name, text)
	}
	for _, d := range found {
		for _, fix := range d.Fixes {
			if fix.Safety < level || d.File != r.IgnoreFile() {
				continue
			}
			f := parsed(fix.Edits)
			if f == nil {
				continue
			}
			if one == nil {
				one, first = f, []diag.Diagnostic{d}
			}
			if fix.Safety == diag.Safe && !touch(all, fix.Edits) {
				all, together = append(all, fix.Edits...), append(together, d)
				break
			}
		}
	}
	if len(together) > 1 && len(r.Request.Others) == 0 { // with others one after the other is proven
		if f := parsed(all); f != nil {
			if eligible, sent := r.under(f); r.Eligible.SendsAs(eligible) && len(sent.Failures) <= len(r.Transferred.Failures) {
				return f, together
			}
		}
	}
	return one, first
}

// touch reports whether edits change the same bytes, or bytes beside each other.
func touch(some, others []diag.Edit) bool {
	for _, a := range some {
		for _, b := range others {
			removals := a.New == "" && b.New == ""
			if a.Start < b.End && b.Start < a.End || !removals && a.Start <= b.End && b.Start <= a.End {
				return true
			}
		}
	}
	return false
}
