package suggest

import (
	"slices"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/diag"
)

// An idleRule is a line with its rule in a file that has new lines too.
type idleRule struct {
	line IdleLine
	rule *ignore.Rule
}

// A trial leaves lines out of a file and compares what is sent.
type trial struct {
	in   Input
	file *ignore.File
	want *buildcontext.View
	gone []idleRule // left out for good
	left int        // how often something may still be tried
}

// trials is how often lines of a file are left out on trial, since each time the whole file
// is replayed: with few lines as often as there may be any, with many as often as still ends.
func trials(f *ignore.File) int {
	const least, lines = 20, 100_000
	return max(least, lines/(1+f.LineCount()))
}

// idle are those of the lines, in the order of the file, without which the same
// is sent. Mostly it is all of them, so that they are tried together, and by
// halves if that fails. Those that there is no time to try are none.
func (t *trial) idle(lines []idleRule) []idleRule {
	if t.left--; len(lines) == 0 || t.left < 0 {
		return nil
	}
	if text, err := t.without(lines); err == nil && t.in.leaves(ignore.Parse(t.file.Name, text), t.want) {
		return lines
	}
	if len(lines) == 1 {
		return nil
	}
	half := len(lines) / 2
	first := t.idle(lines[:half])
	before := t.gone
	t.gone = slices.Concat(before, first)
	rest := t.idle(lines[half:])
	t.gone = before
	return slices.Concat(first, rest)
}

// without is the file without some lines, and without those that are gone.
func (t *trial) without(lines []idleRule) ([]byte, error) {
	var edits []diag.Edit
	for _, l := range slices.Concat(t.gone, lines) {
		at := t.file.Line(l.rule.Line)
		edits = append(edits, diag.Edit{Start: at.Start, End: at.Next})
	}
	return diag.Apply(t.file.Bytes(), edits)
}

// leaves reports whether an ignore file leaves what a View says.
func (in Input) leaves(f *ignore.File, want *buildcontext.View) bool {
	is, _ := in.replay(f)
	for i := range uint32(in.Tree.Len()) {
		if is.Sent(i) != want.Sent(i) {
			return false
		}
	}
	return true
}
