package buildcontext

import (
	"errors"
	"fmt"
	"io/fs"
	"math"
	"runtime"
	"slices"

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

	// once is what makes the failure one of several of which only the first is
	// of interest; nil for one that stands for itself.
	once any
}

// firstOnly leaves out the failures that only repeat one before.
func firstOnly(failures []Failure) []Failure {
	seen := make(map[any]bool)
	return slices.DeleteFunc(failures, func(f Failure) bool {
		again := f.once != nil && seen[f.once]
		seen[f.once] = true
		return again
	})
}

// failLate records a rule that the builder takes and then cannot evaluate
// (patternmatcher.go, Pattern.match). The first entry is the one it names.
func (w *walk) failLate(i uint32, rule *ignore.Rule) {
	if !w.firstTime(rule) {
		return
	}
	w.Failures = append(w.Failures, Failure{
		Entry: i, Rule: rule, Stops: true, once: rule,
		Message: fmt.Sprintf("%s, met at %q", w.model.badRule, w.Tree.Path(i)),
	})
}

// failInclude records a path asked for, or where a link on it leads, that the
// client takes for a pattern and cannot evaluate, as one with a backslash.
func (w *walk) failInclude(i uint32, pattern *ignore.Rule) {
	if !w.firstTime(pattern) {
		return
	}
	w.fail(i, fmt.Sprintf("error from sender: failed to match includepatterns: syntax error in pattern (%q)", pattern.Pattern)).once = pattern
}

// firstTime reports whether the part has not yet recorded the failure that key
// stands for.
func (w *walk) firstTime(key any) bool {
	if w.reported[key] {
		return false
	}
	if w.reported == nil {
		w.reported = make(map[any]bool)
	}
	w.reported[key] = true
	return true
}

// longestPath is the length of the longest path that the system takes, in
// bytes, with the zero byte at its end (PATH_MAX).
func longestPath() int {
	switch runtime.GOOS {
	case "linux":
		return 4096
	case "windows":
		return math.MaxInt
	}
	return 1024
}

// failStatus records an entry of which the builder's client cannot learn the
// status, because its directory may not be searched or because its path is too
// long for the system. BuildKit's client asks for the status of everything that
// it looks at, excluded or not (fsutil filter.go: the filter that takes the
// owners away sees all entries), and so does the classic one (docker/cli
// build/context.go, ValidateContextDirectory). Of paths that are too long only
// the first one is recorded.
func (w *walk) failStatus(i uint32, p scan.Problem) {
	err, once := p.Err, any(nil)
	if p.Kind != scan.NoStatus {
		if err, once = errTooLong, errTooLong; !w.firstTime(once) {
			return
		}
	}
	if w.model.badStatus != nil {
		w.fail(i, w.model.badStatus(w, i, err)).once = once
	}
}

var errTooLong = errors.New("file name too long")

// fail records an entry for which the builder stops. What it returns is valid
// until the next one is recorded.
func (w *walk) fail(i uint32, message string) *Failure {
	w.Failures = append(w.Failures, Failure{Entry: i, Stops: true, Message: message})
	return &w.Failures[len(w.Failures)-1]
}

// failDir records a directory that the builder enters and cannot read. BuildKit
// stops even where the directory is excluded (fsutil filter.go; the
// tolerance there is out of reach because the inner filter fails first).
//
// The classic client looks at all directories before it sends anything,
// excluded ones too, but at nothing below an excluded one, and what it cannot
// read later on it logs (docker/cli build/context.go, ValidateContextDirectory;
// go-archive archive.go, Tarballer.Do).
//
// A directory that is gone by the time it is opened stops nobody (fsutil
// fs.go, Walk, turns the error into SkipDir).
func (w *walk) failDir(i uint32, p scan.Problem) {
	switch {
	case errors.Is(p.Err, fs.ErrNotExist):
	case p.Kind == scan.NoStatus && w.model.badStatus != nil:
		// failStatus recorded it
	case p.Kind == scan.Loop:
		w.fail(i, "the directory contains itself; the builder's walk would not end")
	default:
		w.fail(i, w.model.badDir(w, i, p.Err))
	}
}

// failFile records a file that is to be sent and cannot be read.
func (w *walk) failFile(i uint32, p scan.Problem) {
	if p.Kind != scan.NoStatus || w.model.badStatus == nil {
		w.fail(i, w.model.badFile(w, i, p.Err)).Stops = !w.model.announces
	}
}
