package scan

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
)

// A portableReader lists a tree with nothing but the os package, one directory
// after the other. It is what runs on systems without a reader of their own,
// and what the Linux reader is compared with.
type portableReader struct {
	*appender
	ctx    context.Context
	prune  Pruner
	access access
}

func readPortable(ctx context.Context, root string, opts Options) (*Listing, error) {
	r := &portableReader{appender: newAppender(root), ctx: ctx, prune: opts.Prune, access: processAccess()}
	info, err := os.Lstat(root)
	if err != nil {
		return nil, rootError(root, err)
	}
	f, err := os.Open(root)
	if err != nil {
		return nil, rootError(root, err)
	}
	f.Close()
	var state any
	if r.prune != nil {
		state = r.prune.Root()
	}
	if _, err := r.add(0, "", info.Mode(), 0, info.ModTime().UnixNano()); err != nil {
		return nil, err
	}
	if err := r.dir(0, root, info, state, []FileID{fileID(info)}); err != nil {
		return nil, err
	}
	return r.finish(), nil
}

// dir adds what is in the directory i, which is found at path. The chain has
// the identities of the directory and of all its ancestors.
func (r *portableReader) dir(i uint32, path string, info fs.FileInfo, state any, chain []FileID) error {
	defer r.close(i)
	const longPath = 700 // far from too long on every system
	barred := len(path) > longPath || !r.access.searches(info)
	entries, err := readDirectory(path)
	if err != nil {
		r.problem(i, "", Unreadable, err)
	}
	for _, e := range entries {
		if err := context.Cause(r.ctx); err != nil {
			return err
		}
		if err := r.entry(i, path, barred, e, state, chain); err != nil {
			return err
		}
	}
	return nil
}

// entry adds one entry of the directory parent and what is below it. In a barred
// directory it may be that a status cannot be asked for.
func (r *portableReader) entry(parent uint32, dir string, barred bool, e fs.DirEntry, state any, chain []FileID) error {
	name, path := e.Name(), filepath.Join(dir, e.Name())
	var below any
	var skip bool
	if r.prune != nil {
		below, skip = r.prune.Enter(state, name, e.Type())
		if skip && !e.IsDir() && !barred {
			r.l.Omitted[parent]++
			return nil
		}
	}
	info, err := os.Lstat(path)
	switch {
	case err != nil && gone(err):
		r.problem(parent, name, Vanished, err)
		return nil
	case err != nil && !e.IsDir():
		i, adderr := r.add(parent, name, e.Type(), 0, 0)
		r.problem(i, "", NoStatus, err)
		return adderr
	case err != nil:
		i, adderr := r.add(parent, name, fs.ModeDir, 0, 0)
		r.problem(i, "", NoStatus, err)
		return adderr
	case info.IsDir() != e.IsDir():
		r.problem(parent, name, Vanished, errChanged)
		return nil
	}
	size := info.Size()
	if info.IsDir() {
		size = 0
	}
	i, err := r.add(parent, name, info.Mode(), size, info.ModTime().UnixNano())
	if err != nil {
		return err
	}
	if !info.IsDir() {
		r.special(i, path, info)
		return nil
	}
	if skip {
		r.appender.prune(i)
		if r.access.suspects(info) {
			if err := r.access.confirm(path); err != nil && !gone(err) {
				r.problem(i, "", Unreadable, err)
			}
		}
		return nil
	}
	id := fileID(info)
	if id.Device != chain[len(chain)-1].Device && slices.Contains(chain, id) {
		r.problem(i, "", Loop, errLoop)
		return nil
	}
	return r.dir(i, path, info, below, append(chain, id))
}

// special records what only some entries have.
func (r *portableReader) special(i uint32, path string, info fs.FileInfo) {
	switch mode := info.Mode(); {
	case mode&fs.ModeSymlink != 0:
		target, err := os.Readlink(path)
		if err != nil {
			r.problem(i, "", NoStatus, err)
			break
		}
		r.l.Targets[i] = target
	case mode&fs.ModeDevice != 0:
		r.l.Devices[i] = rawDevice(info)
	case mode.IsRegular():
		if r.access.suspects(info) {
			if err := r.access.confirm(path); err != nil {
				r.problem(i, "", UnreadableFile, err)
			}
		}
	}
	if id, ok := hardLink(info); ok {
		r.l.Links = append(r.l.Links, Link{i, id})
	}
}

// problem records what is wrong with entry i, or with a name in it that did
// not become an entry.
func (r *portableReader) problem(i uint32, name string, kind Kind, err error) {
	if pe := (*fs.PathError)(nil); errors.As(err, &pe) {
		err = pe.Err
	}
	// The chunk under construction is not in l.names yet, so that Path would
	// not find the name: lend it.
	names := r.l.names
	r.l.names = append(names[:len(names):len(names)], string(r.chunk))
	path := r.l.Path(i)
	if name != "" {
		path = r.l.pathOf(i, name)
	}
	r.l.names = names
	r.l.Problems = append(r.l.Problems, Problem{Entry: i, Path: path, Kind: kind, Err: err})
}

// readDirectory is os.ReadDir; what was read before an error is kept.
func readDirectory(path string) ([]fs.DirEntry, error) {
	entries, err := os.ReadDir(path)
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return entries, err
}

var (
	errChanged      = errors.New("became something else while it was read")
	errLoop         = errors.New("directory contains itself")
	errNotDirectory = syscall.ENOTDIR
)

// gone tells whether an error means that something is no longer there. fsutil
// takes the same two for a vanished entry (fsutil fs.go).
func gone(err error) bool {
	return errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR)
}
