package buildcontext

import "github.com/buildctx/buildctx/context/scan"

// A Wire is what a transfer costs, in bytes, as the builder itself counts.
type Wire struct {
	// Cold is the figure that the builder prints for a first build: BuildKit
	// as "transferring context:", the classic builder as "Sending build
	// context". Warm is that of the next build when nothing has changed.
	Cold, Warm int64
	// UnstableTime is the first file with a time that not every file system can
	// keep, so that BuildKit may ask for it again each time; Warm is what it is
	// if the file system can. It is 0 where there is none.
	UnstableTime uint32
	// Parts say which part of the figures is whose, an element for each entry
	// in the root of which something is sent, in the order sent. They add up
	// to the figures but for the end of the transfer (2 bytes for BuildKit,
	// 1024 for the classic builder), which belongs to none.
	Parts []Part
}

// A Part is what one entry in the root costs with everything below it.
type Part struct {
	// Entry is the number of the entry in the Tree.
	Entry uint32
	// Totals counts what is sent; the entry itself is counted too.
	Totals Totals
	// Cold and Warm are its part of the figures.
	Cold, Warm int64
}

// A meter counts what is sent, one entry after the other.
type meter interface {
	// entry is what an entry adds to the figures.
	entry(e Entry) (cold, warm int64)
	// end is what the end of the transfer adds.
	end() int64
}

// Wire works out the figures of the transfer. BuildKit sends all extended
// attributes, the classic client the capabilities; attributes has to hold
// those of every entry that is sent. For Buildah, which transfers nothing, the
// result is nil.
func (v *View) Wire(attributes scan.Attributes) *Wire {
	model := v.Rules.model()
	if model.meter == nil {
		return nil
	}
	m := model.meter(v.Tree, attributes)
	t, w := v.Tree, &Wire{}
	count := 0
	for range t.Children(0) {
		count++
	}
	// growing would take as much again, several times
	w.Parts = make([]Part, 0, count)
	var part *Part
	for e := range v.Entries() {
		if part == nil || e.Index >= t.End(part.Entry) {
			top := e.Index
			for t.Parent(top) != 0 {
				top = t.Parent(top)
			}
			w.Parts = append(w.Parts, Part{Entry: top})
			part = &w.Parts[len(w.Parts)-1]
		}
		cold, warm := m.entry(e)
		part.Cold += cold
		part.Warm += warm
		part.Totals.Add(v.totals(e))
		w.Cold += cold
		w.Warm += warm
		if w.UnstableTime == 0 && e.Kind == File && model.keepsTimes && !storableTime(t.ModTime(e.Index)) {
			w.UnstableTime = e.Index
		}
	}
	w.Cold += m.end()
	w.Warm += m.end()
	return w
}

// storableTime reports whether every file system keeps a time in nanoseconds:
// one that fits into 32 bits as seconds. BuildKit itself cannot express times
// before 1678 and after 2262.
func storableTime(nanoseconds int64) bool {
	seconds := nanoseconds / 1e9
	return seconds == int64(int32(seconds))
}

// totals counts an entry that is sent.
func (v *View) totals(e Entry) Totals {
	switch {
	case e.Kind == Dir:
		return Totals{Dirs: 1}
	case e.Kind == File && v.Tree.Mode(e.Index).IsRegular():
		return Totals{Files: 1, Bytes: v.Tree.Size(e.Index)}
	}
	return Totals{Files: 1}
}
