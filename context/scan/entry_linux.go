//go:build amd64 || arm64 || riscv64

package scan

import (
	"io/fs"
	"syscall"

	"golang.org/x/sys/unix"
)

// child adds a directory and the task to read it.
func (r *reader) child(n *node, name []byte, state any, f found) {
	b := &r.batch
	saved := r.save(name, &f.record)
	c := &r.nodes.take(1)[0]
	c.parent, c.name, c.state, c.length = n, &saved[0], state, n.length+len(name)
	if n.wantsAttributes {
		var skip bool
		c.attributesState, skip = r.walk.attributes.Enter(n.attributesState, text(saved[:len(saved)-1]), fs.ModeDir)
		c.wantsAttributes = !skip
	}
	c.unread.Store(1)
	c.total.Store(1)
	n.unread.Add(1)
	n.dir.needs.Add(1)
	f.mode = hasNode
	f.dir = int32(len(b.dirs))
	b.dirs = append(b.dirs, c)
	b.found = append(b.found, f)
	r.push(task{node: c})
}

// pruned adds a directory that is skipped. Its name is saved already.
func (r *reader) pruned(n *node, name []byte, f found) {
	f.mode = uint32(fs.ModeDir) | isPruned
	st := &r.st
	switch errno := status(r.quick(n), int(n.dir.fd), &name[0], st); {
	case errno == syscall.ENOENT || errno == syscall.ENOTDIR:
		r.vanish(n, name, errno)
		return
	case errno != 0:
		r.note(&f, special{kind: NoStatus, err: errno})
	case st.Mode&syscall.S_IFMT != syscall.S_IFDIR:
		r.vanish(n, name, errChanged)
		return
	default:
		f.mode = uint32(fileMode(st.Mode)) | isPruned
		f.modTime = st.Mtim.Nano()
		if r.walk.access.closed(st.Mode, st.Uid, st.Gid) {
			r.unlisted(n, name, &f)
		}
	}
	r.batch.found = append(r.batch.found, f)
}

// unlisted records that a directory that is skipped could not be read either.
func (r *reader) unlisted(n *node, name []byte, f *found) {
	err := unix.Faccessat(int(n.dir.fd), string(name[:len(name)-1]), unix.R_OK, unix.AT_EACCESS)
	if err != nil && !gone(err) {
		r.note(f, special{kind: Unreadable, err: errnoOf(err)})
	}
}

// completeSpecial completes the record of what is not a regular file that may
// be read. It returns an error if there is no such entry any more.
func (r *reader) completeSpecial(n *node, name []byte, f *found) error {
	switch mode := fs.FileMode(f.mode); {
	case mode&fs.ModeSymlink != 0:
		target, errno := r.target(n, name)
		switch errno {
		case 0:
			r.note(f, special{target: target})
		case syscall.ENOENT, syscall.ENOTDIR:
			return errno
		case syscall.EINVAL:
			return errChanged
		default:
			r.note(f, special{kind: NoStatus, err: errno})
		}
	case mode&fs.ModeDevice != 0:
		r.note(f, special{device: r.st.Rdev})
	case mode&fs.ModeType == 0:
		err := unix.Faccessat(int(n.dir.fd), string(name[:len(name)-1]), unix.R_OK, unix.AT_EACCESS)
		if err != nil && gone(err) {
			return err
		}
		if err != nil {
			r.note(f, special{kind: UnreadableFile, err: errnoOf(err)})
		}
	}
	return nil
}

// target reads a symbolic link, however long its target is.
func (r *reader) target(n *node, name []byte) (string, syscall.Errno) {
	for size := 256; ; size *= 4 {
		if len(r.link) < size {
			r.link = make([]byte, size)
		}
		length, errno := linkTarget(r.quick(n), int(n.dir.fd), &name[0], r.link)
		if errno != 0 {
			return "", errno
		}
		if length < len(r.link) {
			return string(r.link[:length]), 0
		}
		size = len(r.link)
	}
}

// note attaches what only few entries have.
func (r *reader) note(f *found, s special) {
	f.mode |= hasSpecial
	f.special = int32(len(r.batch.specials))
	r.batch.specials = append(r.batch.specials, s)
}

// vanish records that name was listed but is no longer there.
func (r *reader) vanish(n *node, name []byte, err error) {
	r.vanished = append(r.vanished, vanished{n, string(name[:len(name)-1]), err})
}

// fail records what is wrong with a directory as a whole.
func (r *reader) fail(n *node, kind Kind, err error) {
	r.failures = append(r.failures, failure{n, kind, err})
}

// refused records why a directory could not be opened. What a listing has of
// it, its parent still knows.
func (r *reader) refused(n *node, errno syscall.Errno) {
	parent := n.parent
	if gone(errno) || errno == syscall.ELOOP {
		r.lost(n, errno)
		return
	}
	kind := NoStatus
	defer func() { r.fail(n, kind, errno) }()
	n.mode = fs.ModeDir
	if _, open := parent.dir.use(); !open && r.reopen(parent) != 0 {
		return
	}
	if status(false, int(parent.dir.fd), n.name, &r.st) == 0 {
		n.set(&r.st)
		kind = Unreadable
	}
	parent.dir.release()
	if parent.dir.needs.Load() == 0 {
		parent.dir.close()
	}
}

// lost records that the directory n is no longer there.
func (r *reader) lost(n *node, err error) {
	n.gone = true
	n.total.Store(0)
	r.vanished = append(r.vanished, vanished{n.parent, unix.BytePtrToString(n.name), err})
}

// unsave forgets a name of so many bytes that was saved last.
func (r *reader) unsave(length int) { r.chunk = r.chunk[:len(r.chunk)-length-1] }

// save copies a name that ends with a zero byte to where names stay, and
// returns it as it is there.
func (r *reader) save(name []byte, rec *record) []byte {
	if cap(r.chunk)-len(r.chunk) < len(name)+1 {
		var number uint32
		var ok bool
		if r.chunk, number, ok = r.walk.chunk(); !ok {
			r.pool.stop()
		}
		r.base = number << chunkBits
	}
	at := len(r.chunk)
	r.chunk = appendName(r.chunk, name[:len(name)-1])
	rec.name = r.base | uint32(at)
	return r.chunk[at+1:]
}
