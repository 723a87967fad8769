package cli

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"github.com/buildctx/buildctx/cmd/internal/analysis"
	"github.com/buildctx/buildctx/cmd/internal/report"
	"github.com/buildctx/buildctx/cmd/internal/rewrite"
	"github.com/buildctx/buildctx/context/scan"
)

// A replacement is a new version of a file of the user's.
type replacement struct {
	// shown is the file as the user knows it, written the file that is written
	// in its stead where that is a link.
	shown, written string
	place          rewrite.Place
	before, after  []byte
	// instead is what else the user can do, to stand at the end of an error.
	instead string
}

// ofIgnoreFile is a new version of the ignore file.
func ofIgnoreFile(r *analysis.Result, after []byte, instead string) (replacement, error) {
	place, err := analysis.Place(r)
	if err != nil {
		return replacement{}, fmt.Errorf("%s is not written: %w%s", r.IgnoreFile, err, instead)
	}
	return replacement{r.IgnoreFile, r.Written, place, r.Ignore.Bytes(), after, instead}, nil
}

// replace writes the file, unless the program is being interrupted. A link that
// leads elsewhere is written through if the user agrees.
func (p *program) replace(ctx context.Context, r replacement, agreed bool) error {
	if r.place.Linked && !agreed {
		if err := p.agree(r); err != nil {
			return err
		}
	}
	p.writing.Lock()
	defer p.writing.Unlock()
	if err := ctx.Err(); err != nil {
		return err
	}
	err := r.place.Replace(r.before, r.after)
	var written *rewrite.WrittenError
	switch {
	case err == nil:
		p.wrote = r.written
	case errors.As(err, &written):
		return fmt.Errorf("%s is written, but %w", r.written, err)
	default:
		return fmt.Errorf("%s is not written: %w%s", r.written, err, r.instead)
	}
	return nil
}

// agree asks whether to write the file to which a link leads. Where nobody can
// be asked the flag --yes is the answer.
func (p *program) agree(r replacement) error {
	if !p.streams.Asks {
		return fmt.Errorf("%s is not written: it is a symlink to %s; --yes writes that file", r.shown, r.written)
	}
	fmt.Fprintf(p.streams.Err, "%s is a symlink to %s. Write that file? [y/N] ", report.Name(r.shown), report.Name(r.written))
	line, _ := bufio.NewReaderSize(p.streams.In, maxAnswer).ReadSlice('\n')
	switch strings.ToLower(strings.TrimSpace(string(line))) {
	case "y", "yes":
		return nil
	}
	return fmt.Errorf("%s is not written: you did not agree", r.written)
}

// confirm reads the directory again and compares what is sent now with what
// was said before the ignore file was written.
func (p *program) confirm(ctx context.Context, r *analysis.Result, after []byte) error {
	err := analysis.Confirm(ctx, r, after)
	if err == nil || errors.Is(err, context.Canceled) {
		return err
	}
	return fmt.Errorf("%s is written, but does not do what was said: %w", r.Written, err)
}

// said is the error of printing what came of a write.
func (p *program) said(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s is written; what came of it cannot be printed: %w", p.wrote, err)
}

// put writes a file of the user's choice, whatever it held.
func (p *program) put(ctx context.Context, dir, path string, content []byte, agreed bool) error {
	place, err := rewrite.Follow(dir, path)
	if err != nil {
		return fmt.Errorf("%s is not written: %w", path, err)
	}
	before, err := scan.ReadFileFollow(path, -1)
	if at := (*fs.PathError)(nil); errors.As(err, &at) && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s is not written: %w", path, at.Err)
	}
	if bytes.Equal(before, content) && err == nil {
		return nil
	}
	written := path
	if place.Linked {
		written = place.Path()
	}
	return p.replace(ctx, replacement{path, written, place, before, content, ""}, agreed || !scan.IsBelow(dir, path))
}

// isLink reports whether a path is a symbolic link itself.
func isLink(path string) bool {
	info, err := os.Lstat(path)
	return err == nil && info.Mode()&fs.ModeSymlink != 0
}
