//go:build amd64 || arm64 || riscv64

package scan

import (
	"bytes"
	"encoding/binary"
	"io/fs"
	"math"
	"syscall"
)

// A batch is the entries of one buffer while they are looked at. Its memory is
// used again for the next buffer.
type batch struct {
	found    []found
	order    []sortKey
	dirs     []*node
	links    []FileID
	specials []special
}

// A found is a record and where to find what else belongs to it.
type found struct {
	record
	from, to int32 // the name in the buffer
	dir      int32 // in the lists of the batch, if the record has the flag
	link     int32
	special  int32
}

// The layout of struct linux_dirent64, see getdents64(2).
const (
	direntOffset = 8
	direntLength = 16
	direntType   = 18
	direntName   = 19
)

// entries looks at the entries of the directory n, which is in use.
func (r *reader) entries(n *node, buffer []byte) {
	b := &r.batch
	b.found, b.dirs, b.links, b.specials = b.found[:0], b.dirs[:0], b.links[:0], b.specials[:0]
	quick := r.quick(n)
	for at := 0; at < len(buffer); {
		entry := buffer[at:]
		length := int(binary.NativeEndian.Uint16(entry[direntLength:]))
		name := entry[direntName:length]
		name = name[:bytes.IndexByte(name, 0)+1] // with the zero
		from := int32(at + direntName)
		at += length
		if name[0] == '.' && (len(name) == 2 || len(name) == 3 && name[1] == '.') {
			continue
		}
		r.entry(n, name, entry[direntType], quick, found{from: from, to: from + int32(len(name)) - 1})
		if r.latency.tick(1) {
			if r.adapt() {
				break
			}
			quick = r.quick(n)
		}
	}
	if len(b.found) > 0 {
		b.sort(buffer)
		r.keep(n)
	}
}

// adapt is called now and then: it starts more workers where calls have to
// wait, and tells whether the walk was stopped.
func (r *reader) adapt() (stopped bool) {
	if r.latency.measure(r.walk.disk) && r.adapts {
		r.pool.grow(slowWorkers)
		r.adapts = false
		r.walk.slow()
	}
	return r.pool.stopped.Load()
}

// quick reports whether calls about n are made without telling the scheduler.
func (r *reader) quick(n *node) bool { return r.latency.quick && n.local }

// entry looks at one entry, whose name ends with a zero byte.
func (r *reader) entry(n *node, name []byte, kind byte, quick bool, f found) {
	b, fd, st := &r.batch, int(n.dir.fd), &r.st
	if kind == syscall.DT_UNKNOWN {
		// Some file systems leave it to stat.
		if errno := status(quick, fd, &name[0], st); errno == 0 {
			kind = byte(st.Mode & syscall.S_IFMT >> 12)
		}
	}
	var state any
	if r.walk.prune != nil {
		var skip bool
		saved := r.save(name, &f.record)
		if state, skip = r.walk.prune.Enter(n.state, text(saved[:len(saved)-1]), typeMode(kind)); skip && kind == syscall.DT_DIR {
			r.pruned(n, name, f)
			return
		} else if skip && !n.barred {
			n.omitted.Add(1)
			r.unsave(len(saved))
			return
		}
	}
	if kind == syscall.DT_DIR {
		r.child(n, name, state, f)
		return
	}
	errno := status(quick, fd, &name[0], st)
	switch {
	case errno == syscall.ENOENT || errno == syscall.ENOTDIR:
		r.vanish(n, name, errno)
		return
	case errno != 0:
		f.mode = uint32(typeMode(kind))
		r.note(&f, special{kind: NoStatus, err: errno})
	case st.Mode&syscall.S_IFMT == syscall.S_IFDIR:
		r.vanish(n, name, errChanged)
		return
	default:
		f.mode = uint32(fileMode(st.Mode))
		f.size = st.Size
		f.modTime = st.Mtim.Nano()
		if st.Nlink > 1 {
			f.mode |= hasLinks
			f.link = int32(len(b.links))
			b.links = append(b.links, FileID{Device: st.Dev, Inode: st.Ino})
		}
		if f.mode&uint32(fs.ModeType) != 0 || r.walk.access.closed(st.Mode, st.Uid, st.Gid) {
			if err := r.completeSpecial(n, name, &f); err != nil {
				r.vanish(n, name, err)
				return
			}
		}
	}
	if n.wantsAttributes && r.lacksAttributes(n, &name[0]) {
		f.mode |= hasNoAttributes
	}
	if r.walk.prune == nil {
		r.save(name, &f.record)
	}
	b.found = append(b.found, f)
}

// ends reports whether no entry follows those in a buffer, so that the
// directory need not be read once more to learn it: the last one says that the
// next is at the greatest offset there is, as ext4 does (EXT4_HTREE_EOF_64BIT).
func ends(buffer []byte) bool {
	at := 0
	for {
		length := int(binary.NativeEndian.Uint16(buffer[at+direntLength:]))
		if at+length >= len(buffer) {
			return binary.NativeEndian.Uint64(buffer[at+direntOffset:]) == math.MaxInt64
		}
		at += length
	}
}
