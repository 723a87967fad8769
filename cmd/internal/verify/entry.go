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
	for e := range v.Entries() {
		p := entry{path: t.Path(e.Index), kind: e.Kind, mode: t.Mode(e.Index) & permission, unseen: !visible(e.Index)}
		switch e.Kind {
		case buildcontext.File, buildcontext.Hardlink:
			// A second name arrives as a file of its own, or as a link; what
			// is behind it is the same.
			p.kind = buildcontext.File
			if e.Note == buildcontext.NoNote && t.Mode(e.Index).IsRegular() {
				p.size, p.time = t.Size(e.Index), time.Unix(0, t.ModTime(e.Index))
			}
		case buildcontext.Symlink:
			p.target, p.mode = e.Linkname, 0
		}
		out = append(out, p)
	}
	return out
}
