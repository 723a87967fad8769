package cli

import (
	"errors"
	"io"
	"os"
	"os/signal"
	"syscall"

	"golang.org/x/term"

	"github.com/buildctx/buildctx/cmd/internal/report"
)

// Streams are where the program reads and writes.
type Streams struct {
	// In is standard input.
	In io.Reader
	// Out gets what was asked for, Err everything else.
	Out, Err io.Writer
	// Terminal says that Out is a terminal, Color that colour is welcome on it.
	Terminal, Color bool
	// Asks says that a person is there to answer.
	Asks bool
}

// System returns the streams of the process. A broken pipe becomes an error
// of the write instead of the end of the process.
func System() Streams {
	signal.Ignore(syscall.SIGPIPE)
	terminal := func(f *os.File) bool { return term.IsTerminal(int(f.Fd())) }
	return Streams{
		In: os.Stdin, Out: os.Stdout, Err: os.Stderr,
		Terminal: terminal(os.Stdout), Color: terminal(os.Stdout) && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb",
		Asks: terminal(os.Stdin) && terminal(os.Stderr),
	}
}

// guarded are the streams on which no line that is printed becomes a command of
// a CI system, and on which a reader may go away.
func (s Streams) guarded() Streams {
	s.Out, s.Err = report.Inert(&lasting{Writer: s.Out}), report.Inert(&lasting{Writer: s.Err})
	return s
}

// A lasting writer goes on when nobody reads any more: the reader has what it
// wanted, and the exit status is still to say what was found.
type lasting struct {
	io.Writer
	broken bool
}

// Write writes p, unless the pipe is broken.
func (l *lasting) Write(p []byte) (int, error) {
	if l.broken {
		return len(p), nil
	}
	n, err := l.Writer.Write(p)
	if errors.Is(err, syscall.EPIPE) || errors.Is(err, io.ErrClosedPipe) {
		l.broken = true
		return len(p), nil
	}
	return n, err
}
