package cli

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/buildctx/buildctx/cmd/internal/analysis"
	"github.com/buildctx/buildctx/cmd/internal/report"
	"github.com/buildctx/buildctx/ignore/diag"
	"github.com/buildctx/buildctx/suggest"
	"github.com/buildctx/buildctx/suggest/catalog"
)

// maxShown is how many files are listed when somebody asks for all of a line.
const maxShown = 200

// maxAnswer is how many bytes of an answer are read; nobody means more.
const maxAnswer = 1 << 10

const keys = `  y  yes, add the line
  n  no, leave it out
  c  leave out this and all further lines of its category
  a  add this and all further lines that are safe
  s  show the files
  q  quit, and write nothing
`

// errQuit ends a dialogue without writing.
var errQuit = errors.New("quit")

// A dialogue asks about the lines of a proposal one by one.
type dialogue struct {
	in     *bufio.Reader
	out    io.Writer
	result *analysis.Result
	opts   report.Options
}

// ask has the user decide about every line, those that are safe first, proves
// the file that comes of it and writes it if that is confirmed. The end of the
// input means to quit.
func (p *program) ask(ctx context.Context, r *analysis.Result, opts report.Options) error {
	lines := slices.Concat(r.Proposal.Added, r.Proposal.Review)
	slices.SortStableFunc(lines, func(a, b suggest.Suggestion) int { return cmp.Compare(b.Safety, a.Safety) })
	if len(lines) == 0 {
		return report.Unwritten(p.streams.Out, r, opts)
	}
	if err := writable(r); err != nil {
		return err
	}
	d := &dialogue{in: bufio.NewReaderSize(p.streams.In, maxAnswer), out: p.streams.Out, result: r, opts: opts}
	err := d.run(lines)
	if errors.Is(err, errQuit) {
		_, err = fmt.Fprintln(p.streams.Out, "\nnothing is written")
		return err
	}
	if err != nil {
		return err
	}
	return p.write(ctx, r, opts, true) // the last question names the file
}

// run asks until the proposal holds what was accepted and is confirmed.
func (d *dialogue) run(lines []suggest.Suggestion) error {
	accepted, err := d.decide(lines)
	if err != nil {
		return err
	}
	if len(accepted) == 0 {
		return errQuit
	}
	d.result.Accept(accepted)
	if len(d.result.Proposal.Added) == 0 {
		fmt.Fprintln(d.out, "\nof the lines that you accepted none can be verified")
		return errQuit
	}
	if err := report.Change(d.out, d.result, d.opts); err != nil {
		return err
	}
	for _, s := range d.result.Proposal.Review {
		fmt.Fprintf(d.out, "  %s is not part of it: it could not be verified\n", report.Name(s.Pattern))
	}
	answer, err := d.answer(fmt.Sprintf("\nwrite %s? [y/N] ", report.Name(d.result.Written)))
	if err != nil {
		return err
	}
	if answer != "y" && answer != "yes" {
		return errQuit
	}
	return nil
}

// decide asks about each line and returns those that were accepted.
func (d *dialogue) decide(lines []suggest.Suggestion) ([]suggest.Suggestion, error) {
	var accepted []suggest.Suggestion
	skipped := make(map[catalog.Category]bool)
	allSafe := false
	for k := range lines {
		s := lines[k]
		if skipped[s.Category] {
			continue
		}
		if allSafe && s.Safety == diag.Safe {
			accepted = append(accepted, s)
			continue
		}
		report.Question(d.out, d.result, s, k+1, len(lines), d.opts)
		key, err := d.key(s)
		if err != nil {
			return nil, err
		}
		switch key {
		case "y":
			accepted = append(accepted, s)
		case "c":
			skipped[s.Category] = true
		case "a":
			allSafe = true
			accepted = append(accepted, s)
		}
	}
	return accepted, nil
}

// key asks until the answer decides about the line: y, n, c or a.
func (d *dialogue) key(s suggest.Suggestion) (string, error) {
	for {
		key, err := d.answer("add the line? [y,n,c,a,s,q,?] ")
		if err != nil {
			return "", err
		}
		switch key {
		case "y", "n", "c":
			return key, nil
		case "a":
			if s.Safety == diag.Safe {
				return key, nil
			}
			fmt.Fprintln(d.out, "\n  this line is to be looked at; y adds it")
		case "s":
			fmt.Fprintln(d.out)
			report.Files(d.out, d.result, s, maxShown)
		case "q":
			return "", errQuit
		default:
			fmt.Fprint(d.out, "\n"+keys)
		}
	}
}

// answer asks one question and returns what was typed, in lower case.
func (d *dialogue) answer(question string) (string, error) {
	if _, err := fmt.Fprint(d.out, question); err != nil {
		return "", err
	}
	line, err := d.in.ReadSlice('\n')
	switch {
	case err == nil, errors.Is(err, io.EOF) && len(line) > 0:
		return strings.ToLower(strings.TrimSpace(string(line))), nil
	case errors.Is(err, io.EOF), errors.Is(err, bufio.ErrBufferFull):
		return "", errQuit
	}
	return "", fmt.Errorf("reading the answer: %w", err)
}
