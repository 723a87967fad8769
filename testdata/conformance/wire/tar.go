package wire

import (
	"archive/tar"
	"errors"
	"fmt"
	"io"
	"strings"
)

// FromTar lists an archive, in its order, and reads to its end. One that a classic client made by putting in a
// Dockerfile of its own has no proper end; one that a failing build left is empty.
func FromTar(r io.Reader) ([]Entry, error) {
	var entries []Entry
	archive := tar.NewReader(r)
	for {
		h, err := archive.Next()
		if err == io.EOF || errors.Is(err, io.ErrUnexpectedEOF) {
			_, err := io.Copy(io.Discard, r)
			return entries, err
		}
		if err != nil {
			_, _ = io.Copy(io.Discard, r)
			return entries, fmt.Errorf("reading an archive: %w", err)
		}
		if e := fromHeader(h); e.Path != "" {
			entries = append(entries, e)
		}
	}
}

func fromHeader(h *tar.Header) Entry {
	e := Entry{
		Path: strings.Trim(strings.TrimPrefix(h.Name, "./"), "/"), Type: File, Mode: fmt.Sprintf("%04o", h.Mode&0o7777),
		Size: h.Size, Sent: h.Size, Linkname: h.Linkname,
	}
	switch h.Typeflag {
	case tar.TypeDir:
		e.Type = Dir
	case tar.TypeSymlink:
		e.Type = Symlink
	case tar.TypeLink:
		e.Type = Hardlink
	case tar.TypeFifo:
		e.Type = Fifo
	case tar.TypeChar, tar.TypeBlock:
		e.Type = Device
	}
	if injected.MatchString(e.Path) {
		e.Path = Injected
	}
	return e
}

// Injected stands for the random name of a Dockerfile that a classic client puts into the archive (docker/cli
// build/context.go, AddDockerfileToBuildContext).
const Injected = ".dockerfile.*"
