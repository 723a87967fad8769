package buildcontext

import (
	"iter"

	"github.com/buildctx/buildctx/ignore"
)

// Rules decide whether a builder takes an entry.
type Rules struct {
	// Builder is whose walk is replayed.
	Builder ignore.Builder
	// Ignore are the rules of the ignore file; nil excludes nothing.
	Ignore *ignore.Matcher
	// Include are the paths that are asked for (see [Tree.FollowLinks] and
	// [ignore.CompileInclude]); nil asks for everything. The classic builder
	// knows no such list.
	Include *ignore.Matcher
}

// A View is what a builder sends of a Tree under some [Rules].
type View struct {
	// Tree is the directory that was replayed.
	Tree *Tree
	// Rules are the rules it was replayed with.
	Rules Rules
	// Totals counts what is sent.
	Totals Totals
	// Visited is the number of directory entries that the builder's client
	// looks at, the root not counted.
	Visited int
	// Usage has an element for each rule of Rules.Ignore: for a pattern, what
	// it keeps out; for a negation, what it brings back.
	Usage []Totals
	// Failures are what would make the builder stop or send something else
	// than the directory holds, in path order.
	Failures []Failure
	// TooManyPaths is a source that names more than [MaxNamed] paths, so that
	// the View lacks what it names; empty for none.
	TooManyPaths string

	flags []flag
	sums  func() Sums
}

type flag uint8

const (
	visited flag = 1 << iota // the client looks at the entry
	sent                     // the entry is sent
	// the ignore rules exclude it; it may be sent as the parent of another
	excluded
	opensEmpty // BuildKit's client would refuse to open it
)

// Replay walks the tree as the builder would walk the disk, and returns what
// it would send.
func (t *Tree) Replay(rules Rules) *View {
	return t.replay(rules, t.parts())
}

// replay is Replay in so many parts.
func (t *Tree) replay(rules Rules, count int) *View {
	v := t.EmptyView(rules)
	if rules.Ignore != nil {
		v.Usage = make([]Totals, len(rules.Ignore.Rules()))
	}
	parts := make([]*walk, count)
	for part := range parts {
		parts[part] = v.part()
	}
	t.split(count, func(part int, first, last uint32) { parts[part].run(first, last) })
	v.join(parts)
	return v
}

// Sent reports whether the entry is sent.
func (v *View) Sent(i uint32) bool { return v.flags[i]&sent != 0 }

// SentEmpty reports whether the entry is a file that BuildKit sends without its
// content, because an exception brings it back and a later rule keeps out a
// directory above it (fsutil filter.go, Open; send.go, sendFile).
func (v *View) SentEmpty(i uint32) bool {
	return v.flags[i]&(sent|opensEmpty) == sent|opensEmpty && v.Rules.model().announces && v.Tree.Mode(i).IsRegular() && v.Tree.Size(i) > 0
}

// LookedAt reports whether the builder's client looks at the entry at all.
func (v *View) LookedAt(i uint32) bool { return v.flags[i]&visited != 0 }

// Excluded reports whether the ignore rules exclude the entry or a directory
// above it that the builder does not enter. An excluded directory is still
// sent by BuildKit when something below it is.
func (v *View) Excluded(i uint32) bool {
	for v.flags[i]&visited == 0 && i != 0 {
		i = v.Tree.Parent(i)
	}
	return v.flags[i]&excluded != 0
}

// NotSent counts what is on disk and not sent.
func (v *View) NotSent() Totals {
	all := v.Tree.Below(0)
	return Totals{
		Files: all.Files - v.Totals.Files,
		Dirs:  all.Dirs - v.Totals.Dirs,
		Bytes: all.Bytes - v.Totals.Bytes,
	}
}

// Equal reports whether the builder sends the same entries in another View of
// the Tree, with the same content.
func (v *View) Equal(other *View) bool {
	for range v.Diff(other) {
		return false
	}
	return true
}

// Diff returns the entries that the builder sends in only one of two Views of
// the Tree, or with different content, in path order.
func (v *View) Diff(other *View) iter.Seq[uint32] {
	return func(yield func(uint32) bool) {
		for i, f := range v.flags {
			g := other.flags[i]
			if ((f^g)&sent != 0 || f&sent != 0 && (f^g)&opensEmpty != 0) && !yield(uint32(i)) {
				return
			}
		}
	}
}

// A Sum counts what is sent of an entry and everything below it.
type Sum struct {
	// Files is the number of entries that are not directories.
	Files uint32
	// Bytes is the length of the content of the regular files; a file with
	// several hard links counts at each of its names.
	Bytes int64
}

// Sums are what is sent at and below every entry of a View.
type Sums struct {
	view *View
	dirs []Sum
}

// Sums adds up what is sent at and below every entry. That is done once.
func (v *View) Sums() Sums { return v.sums() }

// At is what is sent at and below an entry.
func (s Sums) At(i uint32) Sum {
	if t := s.view.Tree; t.IsDir(i) {
		return s.dirs[t.dirs.number(i)]
	}
	return s.view.sumOf(i)
}

func (v *View) addUp() Sums { return Sums{v, v.Tree.sum(v.sumOf)} }

// sumOf is what is sent of an entry that is no directory.
func (v *View) sumOf(i uint32) Sum {
	switch {
	case !v.Sent(i):
		return Sum{}
	case v.Tree.Mode(i).IsRegular():
		return Sum{Files: 1, Bytes: v.Tree.Size(i)}
	}
	return Sum{Files: 1}
}

// sum adds up for every directory what is below it, given what each entry
// counts that is no directory.
func (t *Tree) sum(one func(uint32) Sum) []Sum {
	sums := make([]Sum, t.dirs.count)
	// The directories that the entry is in, from the root down.
	type open struct{ number, end uint32 }
	stack := []open{{0, t.End(0)}}
	number := uint32(0)
	for i := uint32(1); i < uint32(t.Len()); i++ {
		for i >= stack[len(stack)-1].end {
			last := len(stack) - 1
			sums[stack[last-1].number].add(sums[stack[last].number])
			stack = stack[:last]
		}
		if t.IsDir(i) {
			number++
			stack = append(stack, open{number, t.End(i)})
			continue
		}
		sums[stack[len(stack)-1].number].add(one(i))
	}
	for last := len(stack) - 1; last > 0; last-- {
		sums[stack[last-1].number].add(sums[stack[last].number])
	}
	return sums
}

func (s *Sum) add(other Sum) {
	s.Files += other.Files
	s.Bytes += other.Bytes
}
