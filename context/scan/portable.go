package scan

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
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
	top := &openDirectory{path: root, info: info}
	if err := top.read(); err != nil {
		return nil, rootError(root, err)
	}
	var state any
	if r.prune != nil {
		state = r.prune.Root()
	}
	if _, err := r.add(0, "", info.Mode(), 0, info.ModTime().UnixNano()); err != nil {
		return nil, err
	}
	if err := r.dir(0, top, state, []FileID{fileID(info)}); err != nil {
		return nil, err
	}
	return r.finish(), nil
}

// dir adds what is in the directory i, which was read. The chain has the
// identities of the directory and of all its ancestors.
func (r *portableReader) dir(i uint32, d *openDirectory, state any, chain []FileID) error {
	defer r.close(i)
	defer d.close()
	const longPath = 700 // far from too long on every system
	barred := len(d.path) > longPath || !r.access.searches(d.info)
	for _, e := range d.entries {
		if err := context.Cause(r.ctx); err != nil {
			return err
		}
		if err := r.entry(i, d, barred, e, state, chain); err != nil {
			return err
		}
	}
	return nil
}

// entry adds one entry of the directory parent and what is below it. In a
// barred directory it may be that a status cannot be asked for.
func (r *portableReader) entry(parent uint32, in *openDirectory, barred bool, e fs.DirEntry, state any, chain []FileID) error {
	name := e.Name()
	var below any
	var skip bool
	if r.prune != nil {
		below, skip = r.prune.Enter(state, name, e.Type())
		if skip && !e.IsDir() && !barred {
			r.l.Omitted[parent]++
			return nil
		}
	}
	info, err := in.status(name)
	switch {
	case Scarce(err):
		return rootError(r.l.Root, err)
	case err != nil && gone(err):
		r.problem(parent, name, Vanished, err)
		return nil
	case err != nil:
		i, adderr := r.add(parent, name, e.Type(), 0, 0)
		r.problem(i, "", NoStatus, err)
		return adderr
	case info.IsDir() != e.IsDir():
		r.problem(parent, name, Vanished, errChanged)
		return nil
	case info.IsDir():
		return r.child(parent, &openDirectory{path: filepath.Join(in.path, name), info: info}, in, skip, below, chain)
	}
	i, err := r.add(parent, name, info.Mode(), info.Size(), info.ModTime().UnixNano())
	if err != nil {
		return err
	}
	r.special(i, in, info)
	return nil
}

// child adds the directory d, which is in another, and what is below it.
func (r *portableReader) child(parent uint32, d, in *openDirectory, skip bool, state any, chain []FileID) error {
	id := fileID(d.info)
	loops := !skip && id.Device != chain[len(chain)-1].Device && slices.Contains(chain, id)
	var err error
	switch {
	case loops:
		err = errLoop
	case !skip:
		in.close() // so that no more are open the deeper it goes
		err = d.read()
	case r.access.suspects(d.info):
		if err = r.access.confirm(d.path); err != nil && gone(err) {
			err = nil
		}
	}
	switch {
	case Scarce(err):
		return rootError(r.l.Root, err)
	case !skip && err != nil && gone(err):
		r.problem(parent, d.info.Name(), Vanished, err)
		return nil
	}
	i, adderr := r.add(parent, d.info.Name(), d.info.Mode(), 0, d.info.ModTime().UnixNano())
	switch {
	case adderr != nil:
		return adderr
	case loops:
		r.problem(i, "", Loop, err)
	case err != nil:
		r.problem(i, "", Unreadable, err)
	}
	if skip {
		r.appender.prune(i)
	}
	return r.dir(i, d, state, append(chain, id))
}

// special records what only some entries have.
func (r *portableReader) special(i uint32, in *openDirectory, info fs.FileInfo) {
	switch mode := info.Mode(); {
	case mode&fs.ModeSymlink != 0:
		target, err := in.target(info.Name())
		if err != nil {
			r.problem(i, "", NoStatus, err)
			break
		}
		r.l.Targets[i] = target
	case mode&fs.ModeDevice != 0:
		r.l.Devices[i] = rawDevice(info)
	case mode.IsRegular():
		if r.access.suspects(info) {
			if err := r.access.confirm(filepath.Join(in.path, info.Name())); err != nil {
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

var (
	errChanged      = errors.New("became something else while it was read")
	errLoop         = errors.New("directory contains itself")
	errNotDirectory = syscall.ENOTDIR
)

// gone reports whether an error means that something is no longer there. fsutil
// takes the same two for a vanished entry (fsutil fs.go).
func gone(err error) bool {
	return errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR) || errors.Is(err, errChanged)
}
