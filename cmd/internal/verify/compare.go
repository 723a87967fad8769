package verify

import (
	"fmt"
	"io/fs"
	"strconv"
	"time"

	buildcontext "github.com/buildctx/buildctx/context"
)

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
		out = append(out, Difference{at, "mode", octal(want.mode), octal(got.mode)})
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

// octal is a mode as chmod takes it.
func octal(mode fs.FileMode) string {
	n := uint32(mode.Perm())
	for bit, value := range map[fs.FileMode]uint32{fs.ModeSetuid: 0o4000, fs.ModeSetgid: 0o2000, fs.ModeSticky: 0o1000} {
		if mode&bit != 0 {
			n |= value
		}
	}
	return fmt.Sprintf("%04o", n)
}
