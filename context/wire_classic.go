package buildcontext

import (
	"archive/tar"
	"io/fs"
	"slices"
	"strings"
	"time"

	"github.com/buildctx/buildctx/context/scan"
	"github.com/buildctx/buildctx/ignore"
)

// A tarMeter counts the tar that the classic client uploads (go-archive
// archive.go, addTarFile): for every entry a header, extended where the plain
// one has no room, and the content of every file, filled up to a whole block.
type tarMeter struct {
	tree       *Tree
	attributes scan.Attributes
}

// block is the unit of a tar.
const block = 512

func newTarMeter(t *Tree, attributes scan.Attributes) *tarMeter {
	return &tarMeter{tree: t, attributes: attributes}
}

// entry counts one entry. The client knows nothing of earlier builds.
func (m *tarMeter) entry(e Entry) (cold, warm int64) {
	h := m.header(e)
	n := headerSize(h) + roundUp(h.Size)
	return n, n
}

// end is the two empty blocks at the end of a tar.
func (*tarMeter) end() int64 { return 2 * block }

func roundUp(n int64) int64 { return (n + block - 1) / block * block }

// header is the entry's header as far as it matters to its size (go-archive
// archive.go, FileInfoHeader and addTarFile): no owner, times in seconds.
func (m *tarMeter) header(e Entry) *tar.Header {
	t, i := m.tree, e.Index
	h := &tar.Header{
		Typeflag: typeflag(t.Mode(i)), Name: t.Path(i), Linkname: e.Linkname,
		Mode: int64(t.Mode(i).Perm()), ModTime: time.Unix(0, t.ModTime(i)).Truncate(time.Second), Format: tar.FormatPAX,
	}
	switch e.Kind {
	case Dir:
		h.Name += "/"
	case File:
		h.Size = t.Size(i)
	case Hardlink:
		h.Typeflag = tar.TypeLink
	}
	for _, a := range m.attributes.ByEntry[i] {
		if a.Name == capability {
			h.PAXRecords = map[string]string{"SCHILY.xattr." + a.Name: string(plainCapability(a.Value))}
		}
	}
	return h
}

// capability is the one extended attribute that the classic client keeps.
const capability = "security.capability"

// plainCapability leaves out the user to whom a capability is bound
// (go-archive archive.go, ReadSecurityXattrToTarHeader).
func plainCapability(value []byte) []byte {
	const version, bound, size = 3, 3, 20
	if len(value) > size && value[version] == bound {
		return value[:size]
	}
	return value
}

func typeflag(mode fs.FileMode) byte {
	switch {
	case mode.IsDir():
		return tar.TypeDir
	case mode&fs.ModeSymlink != 0:
		return tar.TypeSymlink
	case mode&fs.ModeNamedPipe != 0:
		return tar.TypeFifo
	case mode&fs.ModeCharDevice != 0:
		return tar.TypeChar
	case mode&fs.ModeDevice != 0:
		return tar.TypeBlock
	}
	return tar.TypeReg
}

// headerSize is how many bytes a header takes. Whatever is not plain is left
// to archive/tar, which the client uses too.
func headerSize(h *tar.Header) int64 {
	if isPlain(h) {
		return block
	}
	var n counter
	if err := tar.NewWriter(&n).WriteHeader(h); err != nil {
		return 0 // the client logs it and leaves the entry out
	}
	return int64(n)
}

// isPlain reports whether a header fits into one block as it is. Not all that
// do are found.
func isPlain(h *tar.Header) bool {
	const (
		name = 100
		size = 8 << 30
	)
	seconds := h.ModTime.Unix()
	return len(h.Name) <= name && isASCII(h.Name) && len(h.Linkname) <= name && isASCII(h.Linkname) &&
		h.Size < size && seconds >= 0 && seconds < size && h.PAXRecords == nil
}

func isASCII(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r >= 0x80 }) < 0
}

// A counter counts what is written to it.
type counter int64

// Write counts p.
func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
}

// InjectedName is how many bytes the classic client adds to an ignore file when
// it sends a Dockerfile under another name: that name, between line feeds.
const InjectedName = int64(len("\n.dockerfile.\n") + 20)

// Injected are the figures that the classic client may print when it adds a
// Dockerfile of so many bytes that does not lie in the build context, where
// cold is the figure without that. There is one, or two of which the client
// takes either at random; none is known when the ignore file is no regular
// file.
//
// The client writes the tar anew, with the Dockerfile under a random name of
// 32 bytes and with that name in the ignore file (docker/cli build/context.go,
// AddDockerfileToBuildContext). It closes the pipe before the end of the tar,
// so that the last entry is not filled up and nothing follows it (go-archive
// archive.go, ReplaceFileTarWrapper). When there is no ignore file yet, the
// order of the two is that of a Go map.
func (v *View) Injected(cold, dockerfile int64) []int64 {
	const fresh = int64(len(ignore.Dockerignore)) + InjectedName
	n := cold - (*tarMeter)(nil).end()
	if i, ok := v.Tree.Lookup(ignore.Dockerignore); ok && v.Sent(i) {
		if !v.Tree.Mode(i).IsRegular() {
			return nil
		}
		size := v.Tree.Size(i)
		return []int64{n + roundUp(size+InjectedName) - roundUp(size) + block + dockerfile}
	}
	n += 2 * block
	figures := []int64{n + roundUp(dockerfile) + fresh, n + roundUp(fresh) + dockerfile}
	slices.Sort(figures)
	return slices.Compact(figures)
}
