package cli

import (
	"errors"
	"io"
	"os"
	"os/signal"
	"syscall"

	"golang.org/x/term"
)

// Streams are where the program reads and writes.
type Streams struct {
	// In is standard input.
	In io.Reader
	// Out gets what was asked for, Err everything else.
	Out, Err io.Writer
	// Color says that Out is a terminal on which colour is welcome.
	Color bool
}

// System returns the streams of the process. A broken pipe becomes an error
// of the write instead of the end of the process.
func System() Streams {
	signal.Ignore(syscall.SIGPIPE)
	return Streams{
		In: os.Stdin, Out: os.Stdout, Err: os.Stderr,
		Color: term.IsTerminal(int(os.Stdout.Fd())) && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb",
	}
}

// isBrokenPipe reports whether nobody reads any more, which is no error: the
// reader has what it wanted.
func isBrokenPipe(err error) bool {
	return errors.Is(err, syscall.EPIPE) || errors.Is(err, io.ErrClosedPipe)
}
