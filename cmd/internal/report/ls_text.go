package report

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"path"
	"path/filepath"

	"github.com/buildctx/buildctx/cmd/internal/analysis"
	buildcontext "github.com/buildctx/buildctx/context"
)

// A Lister prints a list of paths.
type Lister func(w io.Writer, r *analysis.Result, items iter.Seq[analysis.Item]) error

// Lines prints a path a line, a directory with a slash at its end; names that
// could break the line are quoted.
func Lines(w io.Writer, _ *analysis.Result, items iter.Seq[analysis.Item]) error {
	return each(w, items, func(b *bufio.Writer, e analysis.Item) {
		fmt.Fprintln(b, Name(listed(e)))
	})
}

// Zero prints paths as they are, each followed by a NUL byte.
func Zero(w io.Writer, _ *analysis.Result, items iter.Seq[analysis.Item]) error {
	return each(exact(w), items, func(b *bufio.Writer, e analysis.Item) {
		b.WriteString(listed(e))
		b.WriteByte(0)
	})
}

// Long prints mode, size and path, and what a link points to.
func Long(w io.Writer, _ *analysis.Result, items iter.Seq[analysis.Item]) error {
	return each(w, items, func(b *bufio.Writer, e analysis.Item) {
		fmt.Fprintf(b, "%s %12d  %s", e.Mode, e.Size, Name(listed(e)))
		switch e.Kind {
		case buildcontext.Symlink:
			fmt.Fprintf(b, " -> %s", Name(e.Linkname))
		case buildcontext.Hardlink:
			fmt.Fprintf(b, " = %s", Name(e.Linkname))
		}
		if e.Note != "" {
			fmt.Fprintf(b, "  (%s)", e.Note)
		}
		b.WriteByte('\n')
	})
}

type jsonEntry struct {
	jsonPath
	Type     string `json:"type"`
	Size     int64  `json:"size"`
	Mode     string `json:"mode"`
	Linkname string `json:"linkname"`
	LinkBase string `json:"linkname_bytes,omitempty"`
	By       string `json:"by"`
	Note     string `json:"note,omitempty"`
}

// NDJSON prints an object a line.
func NDJSON(w io.Writer, r *analysis.Result, items iter.Seq[analysis.Item]) error {
	b := bufio.NewWriter(w)
	encoder := json.NewEncoder(visible{b})
	encoder.SetEscapeHTML(false)
	for e := range items {
		err := encoder.Encode(jsonEntry{
			jsonPath: pathJSON(e.Path), Type: e.Kind.String(), Size: e.Size,
			Mode: octal(e.Mode), Linkname: e.Linkname, LinkBase: bytesJSON(e.Linkname), By: r.DecidedBy(e.Path), Note: e.Note,
		})
		if err != nil {
			return err
		}
	}
	return b.Flush()
}

// octal is the permission with setuid, setgid and sticky, as chmod(1) takes
// it.
func octal(mode fs.FileMode) string {
	bits := mode.Perm()
	for special, bit := range map[fs.FileMode]fs.FileMode{fs.ModeSetuid: 0o4000, fs.ModeSetgid: 0o2000, fs.ModeSticky: 0o1000} {
		if mode&special != 0 {
			bits |= bit
		}
	}
	return fmt.Sprintf("%04o", uint32(bits))
}

// Make prints the files as the prerequisites of a target, as "gcc -M" does,
// with the Dockerfile and the ignore file. A name that make would read as
// something else and has no way to quote is left out, and a comment says how
// many are.
func Make(w io.Writer, r *analysis.Result, items iter.Seq[analysis.Item]) error {
	b := bufio.NewWriter(w)
	b.WriteString(makeTarget + ":")
	left := 0
	written := make(map[string]bool)
	add := func(name string) {
		name = filepath.ToSlash(filepath.Clean(name))
		switch text, ok := makeName(name); {
		case written[name]:
		case !ok:
			left++
		default:
			b.WriteString(" \\\n  " + text)
		}
		written[name] = true
	}
	for _, own := range []string{r.Dockerfile, r.IgnorePath} {
		if own != "" && own != "-" {
			add(own)
		}
	}
	for e := range items {
		if e.Kind != buildcontext.Dir && e.Note != "injected" {
			add(path.Join(filepath.ToSlash(r.Request.Dir), e.Path))
		}
	}
	b.WriteByte('\n')
	if left > 0 {
		fmt.Fprintf(b, "# %s left out: make cannot take the name\n", Plural(left, "file"))
	}
	return b.Flush()
}

func each(w io.Writer, items iter.Seq[analysis.Item], print func(*bufio.Writer, analysis.Item)) error {
	b := bufio.NewWriter(w)
	for e := range items {
		print(b, e)
	}
	return b.Flush()
}

func listed(e analysis.Item) string {
	if e.Kind == buildcontext.Dir {
		return e.Path + "/"
	}
	return e.Path
}
