package buildcontext

import (
	"io/fs"
	"math/bits"

	"github.com/buildctx/buildctx/context/scan"
)

// A packetMeter counts the packets that BuildKit's daemon receives (fsutil
// receive.go, run, which adds up Packet.Size): a STAT for every entry, and for
// every file that it asks for DATA with the content and an empty DATA at its
// end. The sizes are those of protobuf (fsutil types/stat.proto and
// types/wire.proto), where a field that is zero or empty is left out.
type packetMeter struct {
	tree       *Tree
	attributes scan.Attributes
	index      uint64   // of the next entry among those sent; DATA names it
	lengths    []uint32 // of the paths of all directories, with a slash
}

// chunk is how many bytes of content one DATA packet holds at most (fsutil
// send.go, bufPool).
const chunk = 32 << 10

// typeBits are the bits of a mode that say that an entry has no content to
// ask for (fsutil send.go, fileCanRequestData).
const typeBits = fs.ModeType

func newPacketMeter(t *Tree, attributes scan.Attributes) *packetMeter {
	m := &packetMeter{tree: t, attributes: attributes, lengths: make([]uint32, t.dirs.count)}
	for i := range t.dirs.all() {
		if i != 0 {
			m.lengths[t.dirs.number(i)] = uint32(m.pathLength(i)) + 1
		}
	}
	return m
}

// entry counts the packets of one entry. In a later build the daemon asks only
// for files whose copy differs in size, time, mode or link (fsutil diff.go,
// sameFile). The copy of a file that came without its content always differs
// in size, and so it is asked for again.
func (m *packetMeter) entry(e Entry) (cold, warm int64) {
	cold = message(m.stat(e))
	warm = cold
	if mode := m.tree.Mode(e.Index) &^ fs.ModeSocket; e.Kind != Hardlink && mode&typeBits == 0 {
		content := m.tree.Size(e.Index)
		if e.Note != NoNote {
			content = 0
		}
		data := m.data(content)
		cold += data
		if e.Note == NoteEmpty || e.Note == NoteUnreadable {
			warm += data
		}
	}
	m.index++
	return cold, warm
}

// end is the empty STAT, which has no bytes, and FIN.
func (*packetMeter) end() int64 { return 2 }

// stat is the size of the message that describes an entry. The owner is always
// 0 (client/solve.go, prepareSyncedFiles). A hard link is described like a
// file of its own, with its first name.
func (m *packetMeter) stat(e Entry) int64 {
	t, i := m.tree, e.Index
	mode := t.Mode(i) &^ fs.ModeSocket
	n := text(m.pathLength(i)) + number(uint64(uint32(mode))) +
		number(uint64(t.Size(i))) + number(uint64(t.ModTime(i))) + text(len(e.Linkname))
	if device, ok := t.list.Devices[i]; ok {
		// fsutil stat_unix.go, major and minor.
		n += number(device>>8&0xfff) + number(device&0xff|device>>12&0xfff00)
	}
	for _, a := range m.attributes.ByEntry[i] {
		if !skipped(a.Name) {
			n += message(blob(len(a.Name)) + blob(len(a.Value)))
		}
	}
	return n
}

// data is the size of the packets with so many bytes of content.
func (m *packetMeter) data(content int64) int64 {
	id := number(m.index)
	packet := func(content int64) int64 { return 2 + id + blob(int(content)) }
	n := content / chunk * packet(chunk)
	if rest := content % chunk; rest > 0 {
		n += packet(rest)
	}
	return n + 2 + id
}

// pathLength is the number of bytes of an entry's path.
func (m *packetMeter) pathLength(i uint32) int {
	return int(m.lengths[m.tree.dirs.number(m.tree.Parent(i))]) + len(m.tree.Name(i))
}

// skipped reports whether BuildKit's client keeps an attribute to itself
// (fsutil stat_unix.go, skipXattr).
func skipped(attribute string) bool {
	const apple = "com.apple."
	return len(attribute) >= len(apple) && attribute[:len(apple)] == apple
}

// varint is the number of bytes of a number in protobuf.
func varint(x uint64) int64 { return int64(bits.Len64(x|1)+6) / 7 }

// number is the size of a field with a number.
func number(x uint64) int64 {
	if x == 0 {
		return 0
	}
	return 1 + varint(x)
}

// blob is the size of a field with so many bytes.
func blob(n int) int64 { return message(int64(n)) }

// message is the size of a field with a message of n bytes.
func message(n int64) int64 { return 1 + varint(uint64(n)) + n }

// text is the size of a field with so many bytes, if there are any.
func text(n int) int64 {
	if n == 0 {
		return 0
	}
	return blob(n)
}
