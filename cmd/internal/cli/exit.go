package cli

import (
	"context"
	"errors"
	"fmt"

	"github.com/buildctx/buildctx/cmd/internal/report"
)

// The exit statuses of every command.
const (
	// StatusOK: the command did its work and found nothing to complain about.
	StatusOK = 0
	// StatusFound: a budget is broken, or the builder would refuse the build.
	StatusFound = 1
	// StatusUsage: the command line is wrong.
	StatusUsage = 2
	// StatusFailed: the work could not be done.
	StatusFailed = 3
)

// errFound ends a command whose output already says what was found.
var errFound = errors.New("found")

// A usageError is a mistake on the command line.
type usageError struct{ error }

// Unwrap returns the mistake.
func (e usageError) Unwrap() error { return e.error }

func usagef(format string, args ...any) error { return usageError{fmt.Errorf(format, args...)} }

// status turns the error of a command into an exit status, and says on
// standard error what the user has to know. Whatever cobra complains about
// before a command started is wrong usage (spf13/cobra#2124: there is no
// other way to tell).
func (p *program) status(err error) int {
	var usage usageError
	switch {
	case err == nil:
		return StatusOK
	case errors.Is(err, errFound):
		return StatusFound
	case errors.Is(err, context.Canceled):
		return p.interrupted()
	case !p.started || errors.As(err, &usage):
		fmt.Fprintf(p.streams.Err, "buildctx: %s\n", report.Message(err.Error()))
		fmt.Fprintf(p.streams.Err, "Run \"buildctx --help\" for what there is.\n")
		return StatusUsage
	}
	fmt.Fprintf(p.streams.Err, "buildctx: %s\n", report.Message(err.Error()))
	return StatusFailed
}

func (p *program) interrupted() int {
	if p.wrote == "" {
		fmt.Fprintln(p.streams.Err, "buildctx: interrupted")
	} else {
		fmt.Fprintf(p.streams.Err, "buildctx: interrupted: %s is written, and what it does was not checked on the disk\n", report.Name(p.wrote))
	}
	return StatusFailed
}
