package buildcontext

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"

	"github.com/buildctx/buildctx/context/scan"
	"github.com/buildctx/buildctx/ignore"
)

// A Failure is an entry at which the builder stops, or of which it sends
// something else than the disk holds.
type Failure struct {
	// Entry is the number of the entry in the Tree.
	Entry uint32
	// Rule is the rule that the builder cannot evaluate; nil for an entry
	// that it cannot read.
	Rule *ignore.Rule
	// Stops reports whether the build fails.
	Stops bool
	// Message is what the builder does or says, as a phrase.
	Message string
}

// failLate books a rule that the builder takes and then cannot evaluate
// (patternmatcher.go, Pattern.match). The first entry is the one it names.
func (w *walk) failLate(i uint32, rule *ignore.Rule) {
	if w.late[rule] {
		return
	}
	if w.late == nil {
		w.late = make(map[*ignore.Rule]bool)
	}
	w.late[rule] = true
	w.Failures = append(w.Failures, Failure{
		Entry: i, Rule: rule, Stops: true,
		Message: fmt.Sprintf("%v, met at %q", lateMessage(w.Rules.Builder), w.Tree.Path(i)),
	})
}

func lateMessage(b ignore.Builder) string {
	if b == ignore.BuildKit {
		return "error from sender: failed to match excludepatterns: syntax error in pattern"
	}
	return "error checking context: syntax error in pattern"
}

// failDir books a directory that the builder enters and cannot read. BuildKit
// stops even where the directory is excluded (fsutil filter.go; the
// tolerance there is out of reach because the inner filter fails first).
//
// A directory that is gone by the time it is opened stops nobody (fsutil
// fs.go, Walk, turns the error into SkipDir).
func (w *walk) failDir(i uint32, p scan.Problem) {
	if errors.Is(p.Err, fs.ErrNotExist) {
		return
	}
	f := Failure{Entry: i, Stops: true}
	switch {
	case p.Kind == scan.Loop:
		f.Message = "the directory contains itself; the builder's walk would not end"
	case w.Rules.Builder == ignore.BuildKit:
		f.Message = fmt.Sprintf("error from sender: open %s: %v", w.onDisk(i), p.Err)
	case w.Rules.Builder == ignore.Classic:
		f.Message = fmt.Sprintf("error checking context: can't stat %q", p.Path)
	default:
		f.Message = p.Err.Error()
	}
	w.Failures = append(w.Failures, f)
}

// onDisk is the path by which the builder's client opens an entry.
func (w *walk) onDisk(i uint32) string {
	return path.Join(filepath.ToSlash(w.Tree.Root()), w.Tree.Path(i))
}

// failFile books a file that is to be sent and cannot be read. BuildKit
// swallows the error and sends no content (fsutil send.go, sendFile); the
// classic client looks first (docker/cli build/context.go,
// ValidateContextDirectory).
func (w *walk) failFile(i uint32, p scan.Problem) {
	f := Failure{Entry: i, Stops: true}
	switch w.Rules.Builder {
	case ignore.BuildKit:
		f.Stops = false
		f.Message = "sent without its content, and the build goes on"
	case ignore.Classic:
		f.Message = fmt.Sprintf("error checking context: no permission to read from %q", p.Path)
	default:
		f.Message = p.Err.Error()
	}
	w.Failures = append(w.Failures, f)
}
