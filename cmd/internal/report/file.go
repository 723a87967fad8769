package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/rogpeppe/go-internal/diff"
)

// FileExact prints a file byte for byte, for programs. One with a line that a
// CI system would obey is refused: what gets the bytes may be the log of a job.
func FileExact(w io.Writer, content []byte) error {
	at, line := atStart, 1
	for _, b := range content {
		if at.next(b) {
			return fmt.Errorf("line %d is a command to CI systems, and is not printed; -o FILE writes the proposal", line)
		}
		if b == '\n' {
			line++
		}
	}
	_, err := exact(w).Write(content)
	return err
}

// FileShown prints a file so that nothing in it can draw on a terminal, and
// reports whether nothing had to be escaped for that.
func FileShown(w io.Writer, content []byte) (same bool, err error) {
	out := bufio.NewWriter(w)
	same = true
	for line := range strings.Lines(string(content)) {
		text := strings.ReplaceAll(strings.TrimRight(line, "\r\n"), "\t", "    ")
		shown := Escape(text)
		same = same && shown == text
		fmt.Fprintln(out, shown)
	}
	return same, out.Flush()
}

// unified prints a unified diff of a file.
func unified(w io.Writer, name string, before, after []byte, o Options) {
	for line := range strings.Lines(string(diff.Diff(name, before, name, after))) {
		if strings.HasPrefix(line, "diff ") {
			continue
		}
		line = Escape(strings.TrimRight(line, "\r\n"))
		switch {
		case strings.HasPrefix(line, "+"):
			line = o.paint("32", line)
		case strings.HasPrefix(line, "-"):
			line = o.paint("31", line)
		}
		fmt.Fprintln(w, line)
	}
}
