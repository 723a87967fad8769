package verify

import (
	"io/fs"
	"time"

	buildcontext "github.com/buildctx/buildctx/context"
)

// An entry is one path that is predicted, or that arrived.
type entry struct {
	path   string
	kind   buildcontext.Kind
	size   int64       // of a file
	mode   fs.FileMode // permissions, with the three bits beside them
	target string      // of a symbolic link
	time   time.Time   // of a file; zero where it is not compared
	unseen bool        // predicted, and not to be seen in the result
}

// permission is the part of a mode that is compared.
const permission = fs.ModePerm | fs.ModeSetuid | fs.ModeSetgid | fs.ModeSticky

// predicted are the entries that a view says are sent. Those that visible does
// not have are not to be seen in the result.
func predicted(v *buildcontext.View, visible func(i uint32) bool) []entry {
	var out []entry
	t := v.Tree
	empty := make(map[string]bool) // files that arrive without their content
	for e := range v.Entries() {
		// A second name arrives as a file of its own, or as a link; what is
		// behind it is the same.
		p := entry{path: t.Path(e.Index), kind: e.Kind, mode: t.Mode(e.Index) & permission, unseen: !visible(e.Index)}
		if e.Kind == buildcontext.Hardlink {
			p.kind = buildcontext.KindOf(t.Mode(e.Index))
		}
		if e.Note != buildcontext.NoNote || e.Kind == buildcontext.Hardlink && empty[e.Linkname] {
			empty[p.path] = true
		}
		switch {
		case p.kind == buildcontext.File && !empty[p.path] && t.Mode(e.Index).IsRegular():
			p.size, p.time = t.Size(e.Index), comparableTime(t.ModTime(e.Index))
		case p.kind == buildcontext.Symlink:
			p.target, p.mode = t.Target(e.Index), 0
		}
		out = append(out, p)
	}
	return out
}

// comparableTime is a time in nanoseconds, if it is one that every file system and
// every archive keeps: of the years from 1970 to 2037.
func comparableTime(nanoseconds int64) time.Time {
	const end = 1 << 31 // in seconds
	if nanoseconds < 0 || nanoseconds/int64(time.Second) >= end {
		return time.Time{}
	}
	return time.Unix(0, nanoseconds)
}
