package scan

import (
	"maps"
	"slices"
)

// WithFile returns the listing as it would be if the directory dir had a file
// called name of size bytes, and where that is. Whatever had the name before
// keeps its other properties. A new file has the mode and the time given; the
// entries from there on have numbers one higher then.
func (l *Listing) WithFile(dir uint32, name string, file Entry) (with *Listing, at uint32, added bool) {
	out := *l
	at = dir + 1
	for ; at < l.End[dir]; at = l.End[at] {
		if here := l.Name(at); here == name {
			out.Size = slices.Clone(l.Size)
			out.Size[at] = file.Size
			return &out, at, false
		} else if here > name {
			break
		}
	}
	shift := func(i uint32) uint32 {
		if i >= at {
			return i + 1
		}
		return i
	}
	out.names = append(slices.Clip(l.names), string(appendName(nil, []byte(name))))
	out.name = slices.Insert(slices.Clone(l.name), int(at), uint32(len(l.names)<<chunkBits))
	out.Mode = slices.Insert(slices.Clone(l.Mode), int(at), file.Mode)
	out.Size = slices.Insert(slices.Clone(l.Size), int(at), file.Size)
	out.ModTime = slices.Insert(slices.Clone(l.ModTime), int(at), file.ModTime)

	out.Parent, out.End = make([]uint32, 0, l.Len()+1), make([]uint32, 0, l.Len()+1)
	for i := range uint32(l.Len()) {
		out.Parent = append(out.Parent, shift(l.Parent[i]))
		// What ends before the new file goes on ending there.
		out.End = append(out.End, shift(l.End[i]-1)+1)
	}
	out.Parent = slices.Insert(out.Parent, int(at), dir)
	out.End = slices.Insert(out.End, int(at), at+1)
	// but not what holds the new one
	for i := dir; l.End[i] == at; i = l.Parent[i] {
		out.End[i] = at + 1
		if i == 0 {
			break
		}
	}

	out.Links = slices.Clone(l.Links)
	for i := range out.Links {
		out.Links[i].Entry = shift(out.Links[i].Entry)
	}
	out.Problems = slices.Clone(l.Problems)
	for i := range out.Problems {
		out.Problems[i].Entry = shift(out.Problems[i].Entry)
	}
	out.Targets = maps.Collect(shifted(l.Targets, shift))
	out.Devices = maps.Collect(shifted(l.Devices, shift))
	out.Omitted = maps.Collect(shifted(l.Omitted, shift))
	if l.pruned != nil {
		out.pruned = make([]uint64, l.Len()/64+1)
		for i := range uint32(l.Len()) {
			if l.Pruned(i) {
				out.pruned[shift(i)/64] |= 1 << (shift(i) % 64)
			}
		}
	}
	return &out, at, true
}

// shifted are the elements of a map under the new numbers of the entries.
func shifted[V any](m map[uint32]V, shift func(uint32) uint32) func(yield func(uint32, V) bool) {
	return func(yield func(uint32, V) bool) {
		for i, v := range m {
			if !yield(shift(i), v) {
				return
			}
		}
	}
}

// Shifted are the attributes for a listing with a new entry at a number (see
// [Listing.WithFile]).
func (a Attributes) Shifted(at uint32) Attributes {
	return Attributes{ByEntry: maps.Collect(shifted(a.ByEntry, func(i uint32) uint32 {
		if i >= at {
			return i + 1
		}
		return i
	}))}
}
