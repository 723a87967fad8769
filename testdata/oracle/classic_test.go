//go:build linux

package oracle

import (
	"archive/tar"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/containerd/log"
	archive "github.com/moby/go-archive"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/ignore"
)

func TestClassic(t *testing.T) { random(t, 2000, onDisk(checkClassic)) }
func FuzzClassic(f *testing.F) { fuzz(f, onDisk(checkClassic)) }

// checkClassic compares the tar that the classic client makes (docker/cli, cli/command/image/build.go, runBuild) with
// the replay.
func checkClassic(t *testing.T, root string, tc testCase) string {
	log.L.Logger.SetOutput(io.Discard) // it tells of every socket
	theirs, err := archive.TarWithOptions(root, &archive.TarOptions{
		ExcludePatterns: tc.patterns,
		ChownOpts:       &archive.ChownOpts{},
	})
	matcher, ourErr := ignore.Compile(ignore.Classic, tc.patterns)
	if err != nil || ourErr != nil {
		return sameErrors(err, ourErr)
	}
	defer theirs.Close()
	tree := read(t, root)
	view := tree.Replay(buildcontext.Rules{Builder: ignore.Classic, Ignore: matcher})
	stream := &counted{Reader: theirs}
	sent, err := untar(stream)
	if err != nil {
		t.Fatal(err)
	}
	if stops(view) {
		return "" // the tar silently ends where a pattern fails; the client looks for such patterns before
	}
	ours := predicted(view)
	for i := range ours {
		if ours[i].Kind != "file" {
			ours[i].Size = 0 // no content, no size in a tar
		}
	}
	if d := diff(sent, ours); d != "" {
		return d
	}
	if _, err := io.Copy(io.Discard, stream); err != nil {
		t.Fatal(err)
	}
	if figure := wire(t, tree, view).Cold; figure != stream.bytes {
		return fmt.Sprintf("the builder sends %d bytes, the program says %d", stream.bytes, figure)
	}
	return ""
}

func untar(r io.Reader) ([]arrival, error) {
	var sent []arrival
	for archive := tar.NewReader(r); ; {
		h, err := archive.Next()
		if errors.Is(err, io.EOF) {
			return sent, nil
		}
		if err != nil {
			return nil, err
		}
		a := arrival{
			Path: strings.TrimSuffix(h.Name, "/"), Linkname: h.Linkname,
			Mode: fmt.Sprintf("%04o", h.FileInfo().Mode().Perm()), Size: h.Size,
		}
		switch h.Typeflag {
		case tar.TypeReg:
			a.Kind = "file"
		case tar.TypeDir:
			a.Kind = "dir"
		case tar.TypeSymlink:
			a.Kind = "symlink"
		case tar.TypeLink:
			a.Kind = "hardlink"
		case tar.TypeFifo:
			a.Kind = "fifo"
		}
		sent = append(sent, a)
	}
}
