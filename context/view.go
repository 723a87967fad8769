package buildcontext

import (
	"github.com/buildctx/buildctx/ignore"
)

// Rules are what decides whether a builder takes an entry.
type Rules struct {
	// Builder is whose walk is replayed.
	Builder ignore.Builder
	// Ignore are the rules of the ignore file; nil excludes nothing.
	Ignore *ignore.Matcher
	// Include are the paths that are asked for (see [Tree.Follow] and
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
	// Beyond is a source that names more than [MaxNamed] paths, so that the View
	// lacks what it names; empty for none.
	Beyond string

	flags []flag
	sums  func() Sums
}

type flag uint8

const (
	visited  flag = 1 << iota // the client looks at the entry
	sent                      // the entry is sent
	excluded                  // the ignore rules exclude it; it may be sent as the parent of another
	hollow                    // BuildKit's client would refuse to open it
)

// Replay walks the tree as the builder would walk the disk, and returns what
// it would send.
func (t *Tree) Replay(rules Rules) *View {
	return t.replay(rules, t.parts())
}

// replay is Replay in so many parts.
func (t *Tree) replay(rules Rules, count int) *View {
	v := t.Nothing(rules)
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

// Empties reports whether the entry is a file that BuildKit sends without its content,
// because an exception brings it back and a later rule keeps out a directory above it
// (fsutil filter.go, Open; send.go, sendFile).
func (v *View) Empties(i uint32) bool {
	return v.flags[i]&(sent|hollow) == sent|hollow && v.Rules.Builder == ignore.BuildKit && v.Tree.Mode(i).IsRegular() && v.Tree.Size(i) > 0
}

// Looked reports whether the builder's client looks at the entry at all.
func (v *View) Looked(i uint32) bool { return v.flags[i]&visited != 0 }

// Excluded reports whether the ignore rules exclude the entry or a directory
// above it that the builder does not enter. An excluded directory is still
// sent by BuildKit when something below it is.
func (v *View) Excluded(i uint32) bool {
	for v.flags[i]&visited == 0 && i != 0 {
		i = v.Tree.Parent(i)
	}
	return v.flags[i]&excluded != 0
}

// Excludes counts what is on disk and not sent.
func (v *View) Excludes() Totals {
	all := v.Tree.Below(0)
	return Totals{
		Files: all.Files - v.Totals.Files,
		Dirs:  all.Dirs - v.Totals.Dirs,
		Bytes: all.Bytes - v.Totals.Bytes,
	}
}
