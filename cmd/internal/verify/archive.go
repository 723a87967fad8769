package verify

import (
	"archive/tar"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"path"
	"strings"

	buildcontext "github.com/buildctx/buildctx/context"
)

// An archive is what a program has written to standard output.
type archive struct {
	entries []entry
	err     error // of reading it
}

// receive runs a program that writes a tar to standard output. The error is
// that of the program.
func receive(cmd *exec.Cmd) (archive, error) {
	reader, writer := io.Pipe()
	cmd.Stdout = writer
	read := make(chan archive, 1)
	go func() {
		entries, err := readArchive(reader)
		read <- archive{entries, err}
	}()
	err := cmd.Run()
	writer.Close()
	return <-read, err
}

// readArchive lists what a tar holds. All of it is read, so that the writer
// need not wait for a reader that is gone.
func readArchive(r io.Reader) ([]entry, error) {
	defer io.Copy(io.Discard, r)
	var out []entry
	first := make(map[string]entry)
	for content := tar.NewReader(r); ; {
		h, err := content.Next()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return out, fmt.Errorf("reading what arrived: %w", err)
		}
		e := fromHeader(h)
		if e.path == "." {
			continue
		}
		if h.Typeflag == tar.TypeLink {
			name := e.path
			e = first[clean(h.Linkname)]
			e.path = name
		}
		first[e.path] = e
		out = append(out, e)
	}
}

func clean(name string) string { return strings.TrimPrefix(path.Join("/", name), "/") }

func fromHeader(h *tar.Header) entry {
	e := entry{path: clean(h.Name), mode: h.FileInfo().Mode() & permission}
	if e.path == "" {
		e.path = "."
	}
	switch h.Typeflag {
	case tar.TypeDir:
		e.kind = buildcontext.Dir
	case tar.TypeSymlink:
		e.kind, e.target, e.mode = buildcontext.Symlink, h.Linkname, 0
	case tar.TypeFifo:
		e.kind = buildcontext.Fifo
	case tar.TypeChar, tar.TypeBlock:
		e.kind = buildcontext.Device
	default:
		e.size, e.time = h.Size, h.ModTime
	}
	return e
}
