package catalog

import "cmp"

// An Artefact is a name that things of one sort have, with what else must be
// true of them.
type Artefact struct {
	// Stack is whose tools make it.
	Stack *Stack
	// Pattern is the name, or a pattern for it with one "*", or with one at
	// either end.
	Pattern string
	// Dir says that it is a directory; it is a file otherwise.
	Dir bool
	// In is the name of the directory that it must lie in; empty for any.
	In string
	// Category says what it is.
	Category Category
	Facts
}

// Facts are what is true of all names of one entry of a data file.
type Facts struct {
	// Not are endings of names that fit the pattern and are something else.
	Not []string `json:"not"`
	// Holder says that not the entry is meant but the directory that holds it.
	Holder bool `json:"holder"`
	// Begins is how the content of the file must begin; empty for any.
	Begins string `json:"begins"`
	// Why says what it is, in a few words.
	Why string `json:"why"`
	// Proof says what it takes besides the name.
	Proof Proof `json:"proof"`
	// Beside are names, or patterns with one "*", of which one must stand
	// beside the entry to prove what it is; Inside are those of which one must
	// be in it.
	Beside []string `json:"beside"`
	Inside []string `json:"inside"`
	// Without are names of which none may be in it, however it is proven.
	Without []string `json:"without"`
	// Min is the weight in bytes below which it is not worth a line, counted
	// over all entries found alike.
	Min int64 `json:"min"`
	// Anywhere says that the name means the same at every depth, so that a
	// single one is reason enough for a pattern that holds at any depth. Other
	// names get such a pattern when they are found twice.
	Anywhere bool `json:"anywhere"`
	// Source says that things of the name hold source as often as not, even
	// beside the manifest of a tool that writes to them.
	Source bool `json:"source"`
	// Tool is the key into [Tools] of what makes it; empty where nothing is to
	// be looked for in a RUN.
	Tool string `json:"tool"`
	// Again says how it is made again, where that is not what the tool says.
	Again string `json:"again"`
	// Needed says when a build needs it after all; empty where that is not
	// known to happen.
	Needed string `json:"needed"`
}

// A Proof says what proves that an entry is what its name says, and that it may
// go. What git tracks is never taken without a question.
type Proof string

// The proofs.
const (
	// ByName: the name means one thing only.
	ByName Proof = "name"
	// ByMarker: the name means one thing, and a marker, or that git ignores it,
	// makes it sure.
	ByMarker Proof = "marker"
	// ByBoth: the name is source in some stacks; it takes a marker and that git
	// ignores it.
	ByBoth Proof = "both"
	// Untracked: whatever git does not track of that name.
	Untracked Proof = "untracked"
	// Payload: large contents that some image may be made to carry.
	Payload Proof = "payload"
	// Kept: contents that people put into repositories on purpose more often
	// than not, so that git has to ignore them.
	Kept Proof = "kept"
	// ByContent: what the file holds decides.
	ByContent Proof = "content"
	// Ask: a person has to decide.
	Ask Proof = "ask"
)

// Name is the name with the directory that it must lie in, as the data has it.
func (a *Artefact) Name() string {
	if a.In != "" {
		return a.In + "/" + a.Pattern
	}
	return a.Pattern
}

// MadeAgain says how it is made again; empty where that is not known or where
// nothing makes it again.
func (a *Artefact) MadeAgain() string {
	tool := Tools()[a.Tool]
	switch {
	case tool == nil:
		return a.Again
	case a.Category == Dependencies:
		return cmp.Or(a.Again, tool.Fetch)
	}
	return cmp.Or(a.Again, tool.Make)
}

// Kin are the artefacts of its category that have the same name, itself
// included: several stacks may use it.
func (a *Artefact) Kin() []*Artefact {
	var out []*Artefact
	for _, s := range Stacks() {
		for _, other := range s.Artefacts {
			if other.Category == a.Category && other.Pattern == a.Pattern && other.In == a.In && other.Dir == a.Dir {
				out = append(out, other)
			}
		}
	}
	return out
}
