package verify

import (
	"io/fs"
	"strconv"
	"time"

	"github.com/buildctx/buildctx/context/predict"

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

// comparableTime is a time in nanoseconds, if it is one that every file system
// and every archive keeps: of the years from 1970 to 2037.
func comparableTime(nanoseconds int64) time.Time {
	const end = 1 << 31 // in seconds
	if nanoseconds < 0 || nanoseconds/int64(time.Second) >= end {
		return time.Time{}
	}
	return time.Unix(0, nanoseconds)
}

// compare adds to an outcome how two lists of one build context differ. Both
// stay in their order.
func (o *Outcome) compare(context string, want, got []entry) {
	arrived := make(map[string]entry, len(got))
	for _, g := range got {
		arrived[g.path] = g
	}
	known := make(map[string]bool, len(want))
	for _, w := range want {
		known[w.path] = true
		place := Place{Context: context, Path: w.path}
		g, ok := arrived[w.path]
		switch {
		case !ok && w.unseen:
			o.Unseen++
		case !ok:
			o.Missing = append(o.Missing, place)
		default:
			differences := differences(place, w, g)
			if len(differences) == 0 {
				o.Agreed++
			}
			o.Differ = append(o.Differ, differences...)
		}
	}
	for _, g := range got {
		if !known[g.path] {
			known[g.path] = true
			o.Extra = append(o.Extra, Place{Context: context, Path: g.path})
		}
	}
}

// differences are the properties in which two entries of one path differ.
func differences(at Place, want, got entry) []Difference {
	if want.kind != got.kind {
		return []Difference{{at, "type", want.kind.String(), got.kind.String()}}
	}
	var out []Difference
	if want.size != got.size {
		out = append(out, Difference{at, "size", strconv.FormatInt(want.size, 10), strconv.FormatInt(got.size, 10)})
	}
	if want.target != got.target {
		out = append(out, Difference{at, "target", want.target, got.target})
	}
	if want.mode != got.mode {
		out = append(out, Difference{at, "mode", predict.Octal(want.mode), predict.Octal(got.mode)})
	}
	if want.kind == buildcontext.File && !want.time.IsZero() && !sameTime(want.time, got.time) {
		out = append(out, Difference{at, "time", stamp(want.time), stamp(got.time)})
	}
	return out
}

// sameTime compares two times, of which an archive keeps one in seconds. Some
// round it and some cut it off.
func sameTime(a, b time.Time) bool { return a.Sub(b).Abs() < time.Second }

func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }
