package analysis

import (
	"errors"
	"io/fs"
	"slices"
	"strconv"
	"sync"
	"syscall"
	"testing"

	"github.com/buildctx/buildctx/context/scan"
)

// A file that cannot be read is told, once; one that is not there is none.
func TestReadFaults(t *testing.T) {
	dir := newProject(t, map[string]any{"Dockerfile": "FROM scratch\nCOPY . /\n", "a": 1})
	r := run(t, Request{Dir: dir, Depth: Searched})
	r.contents.head("none", 10)
	r.contents.head(".", 10)
	if r.contents.note(r.Notes); len(r.Gaps) > 0 {
		t.Errorf("told: %q", r.Gaps)
	}
	var several sync.WaitGroup
	for i := range 5 {
		several.Go(func() { r.contents.add("a"+strconv.Itoa(i%3), &fs.PathError{Op: "open", Path: "x", Err: syscall.EIO}) })
	}
	several.Wait()
	r.contents.note(r.Notes)
	r.contents.note(r.Notes)
	want := quoted(r.contents.first) + " and 2 more files cannot be read, and what that holds is not known: input/output error."
	if !slices.Equal(r.Gaps, []string{want}) || !slices.Contains(r.Unknowns, want) {
		t.Errorf("told %q, want %q", r.Gaps, want)
	}
	for err, other := range map[error]bool{
		syscall.ESTALE: false, syscall.EMFILE: false, fs.ErrPermission: false, scan.ErrNoAnswer: false, syscall.ENOENT: true, scan.ErrOutside: true,
	} {
		if got := isOther(errors.Join(err)); got != other {
			t.Errorf("%v: %v", err, got)
		}
	}
}
