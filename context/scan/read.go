package scan

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// Options says how [Read] works. The zero value is good for most.
type Options struct {
	// Workers is how many goroutines read at the same time. If it is 0, Read
	// starts as many as there are processors and adds more where the file
	// system answers slowly.
	Workers int

	// Prune, if not nil, is asked about every entry and can have it skipped.
	Prune Pruner

	// Slow, if not nil, is called at most once, by one of several goroutines
	// that read, when the file system answers slowly. A program may then raise
	// runtime.GOMAXPROCS: the scheduler of Go takes a while to notice that a
	// system call waits, and calls wait longer for that than for the disk.
	Slow func()

	// Attributes, if not nil, is asked about every directory, and skips those
	// in which [ReadAttributes] will hardly be asked about anything. About what
	// is in the others Read itself finds out what has no attributes, as far as
	// the system allows, which costs less while an entry is at hand.
	Attributes Pruner

	// portable has the tree read by the portable reader on every system; cold
	// has it read as if from a disk.
	portable, cold bool
}

// A Pruner says what need not be looked at. Its methods are called by several
// goroutines at the same time.
type Pruner interface {
	// Root returns the state for the root directory, which is always entered.
	Root() any

	// Enter is asked about an entry of a directory before that is looked at: a
	// directory before it is entered, anything else before its status is read.
	// The parent is the state that was returned for the directory it is in, the
	// name a single path component, and of the mode there are the bits of the
	// type. A directory that is skipped remains an entry without children;
	// anything else that is skipped is left out of the listing and only
	// counted, and its name must not be kept. In a directory that may not be
	// searched, or of which the path is so long that those of its entries may
	// be too long for the system, nothing else is skipped, so that it shows
	// what comes of asking for the status. The state is kept for the children
	// of a directory and ignored for all else.
	Enter(parent any, name string, mode fs.FileMode) (state any, skip bool)
}

// Read lists everything below the directory root. Symbolic links are not
// followed, except in root itself; file system boundaries are crossed, as the
// builders do.
//
// An error is returned if root is missing, is not a directory or cannot be
// read, if there are so few file descriptors that not even one directory after
// the other can be read, and if ctx is done before the end, then soon and with
// the cause of ctx. Whatever goes wrong below root is a [Problem] of the
// listing.
func Read(ctx context.Context, root string, opts Options) (*Listing, error) {
	dir, err := resolveRoot(root)
	if err != nil {
		return nil, err
	}
	if err := context.Cause(ctx); err != nil {
		return nil, err
	}
	if opts.portable {
		return readPortable(ctx, dir, opts)
	}
	return read(ctx, dir, opts)
}

// resolveRoot gives the absolute path of a directory without symbolic links.
func resolveRoot(root string) (string, error) {
	// First the links, as the kernel takes them: Abs would take ".." behind one
	// for the directory that the link is in.
	resolved, err := filepath.EvalSymlinks(root)
	if err != nil {
		return "", rootError(root, err)
	}
	if resolved, err = filepath.Abs(resolved); err != nil {
		return "", fmt.Errorf("reading %s: %w", root, err)
	}
	info, err := os.Stat(resolved)
	if err != nil {
		return "", rootError(root, err)
	}
	switch {
	case info.IsDir():
		return resolved, nil
	case info.Mode().IsRegular():
		return "", &rootErr{root + " is a file, not a directory", errNotDirectory}
	default:
		return "", &rootErr{root + " is not a directory", errNotDirectory}
	}
}

// rootError says in plain words why a root cannot be read.
func rootError(root string, err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return &rootErr{root + " does not exist", err}
	case errors.Is(err, fs.ErrPermission):
		return &rootErr{"no permission to read " + root, err}
	case Scarce(err):
		return &rootErr{fmt.Sprintf("reading %s: no file descriptor is left; raise the limit (ulimit -n)", root), err}
	}
	var pe *fs.PathError
	if errors.As(err, &pe) {
		err = pe.Err
	}
	return &rootErr{fmt.Sprintf("reading %s: %v", root, err), err}
}

// A rootErr is an error about the root that says all there is to say and keeps
// its cause for errors.Is.
type rootErr struct {
	text  string
	cause error
}

func (e *rootErr) Error() string { return e.text }
func (e *rootErr) Unwrap() error { return e.cause }

// Scarce reports whether an error means that this process, or the system, has
// no file descriptor left.
func Scarce(err error) bool {
	return errors.Is(err, syscall.EMFILE) || errors.Is(err, syscall.ENFILE)
}
