package builds

import (
	"cmp"
	"fmt"
	"strconv"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/needs"
	"github.com/buildctx/buildctx/context/stages"
	"github.com/buildctx/buildctx/suggest/catalog"
	"github.com/buildctx/buildctx/suggest/commands"
)

// A Handed is a path of the build context that a stage takes from another one
// by its name.
type Handed struct {
	// Dockerfile is its path as shown to the user.
	Dockerfile string
	// Source is as if the instruction took the path from the build context:
	// "COPY --from=builder", with the path of the stage as its pattern.
	needs.Source
}

// String is where it stands: "Dockerfile:6 COPY --from=builder /app/models".
func (h *Handed) String() string {
	return fmt.Sprintf("%s:%d %s %s", h.Dockerfile, h.Line, h.Instruction, h.Pattern)
}

// A Handing is what the stages of all Dockerfiles hand on by name.
type Handing struct {
	tree *buildcontext.Tree
	sure []Handed // no RUN can have made it
	// The others, by the entries that they name, and by those above.
	named, above map[uint32]*Handed
}

// NewHanding follows what stages take from others. What a RUN makes again is
// left out.
func NewHanding(index *Builds, t *buildcontext.Tree, all []Need) *Handing {
	out := &Handing{tree: t, named: make(map[uint32]*Handed), above: make(map[uint32]*Handed)}
	for _, need := range all {
		if need.Set == nil {
			continue
		}
		followed := stages.New(t, need.Set)
		followed.Follow(movesOf)
		for _, x := range followed.Handed() {
			for _, o := range x.Origins {
				found := t.Find(o.Path)
				if o.Path == "" || len(found) == 0 || len(x.Commands) > 0 && index.MadeAgain(found) {
					continue
				}
				h := Handed{need.Dockerfile, asSource(need.Set, x.Transfer, o.Path)}
				if len(x.Commands) == 0 {
					out.sure = append(out.sure, h)
					continue
				}
				out.add(t, &h, append(found, t.Links(o.Path)...))
			}
		}
	}
	return out
}

// movesOf is what a RUN moves and copies.
func movesOf(c *needs.Command) (out []stages.Move) {
	run := commands.NewRun(c.Text)
	for _, m := range run.Moves(c.Dir) {
		out = append(out, stages.Move(m))
	}
	return out
}

// Sure is what no RUN can have made. It has to arrive as what COPY names
// itself.
func (x *Handing) Sure() []Handed { return x.sure }

// Of says which instruction takes an entry, or something below it, from a stage
// by its name, where a RUN may have made it as well; empty for none.
func (x *Handing) Of(i uint32) string {
	if h := cmp.Or(x.named[i], x.above[i]); h != nil {
		return h.String()
	}
	return ""
}

// Holding says which instruction takes a directory above an entry from a stage
// by its name, likewise.
func (x *Handing) Holding(i uint32) string {
	if len(x.named) == 0 {
		return ""
	}
	for at := x.tree.Parent(i); at != 0; at = x.tree.Parent(at) {
		if h := x.named[at]; h != nil {
			return h.String()
		}
	}
	return ""
}

func (x *Handing) add(t *buildcontext.Tree, h *Handed, found []uint32) {
	for _, i := range found {
		x.named[i] = cmp.Or(x.named[i], h)
		for at := t.Parent(i); at != 0 && x.above[at] == nil; at = t.Parent(at) {
			x.above[at] = h
		}
	}
}

// asSource is what an instruction takes from a stage as if it came from the
// build context.
func asSource(set *needs.Set, x *needs.Transfer, name string) needs.Source {
	from := cmp.Or(set.Stages[x.From].Name, strconv.Itoa(x.From))
	instruction := "COPY --from=" + from
	if x.Mount {
		instruction = "RUN --mount=from=" + from
	}
	return needs.Source{
		Line: x.Line, EndLine: x.EndLine, Stage: x.Stage, StageIndex: x.StageIndex,
		Instruction: instruction, Pattern: x.Pattern, Path: name, Mount: x.Mount,
	}
}

// MadeAgain reports whether all of some entries are made again by what makes
// them, or lie in what is.
func (r *Builds) MadeAgain(entries []uint32) bool {
	for _, i := range entries {
		again := false
		for at := i; at != 0 && !again; at = r.tree.Parent(at) {
			catalog.Index().Each(r.tree.Name(at), func(a *catalog.Artefact) {
				again = again || a.Means(r.tree, at) && makesAgain(r, a, at)
			})
		}
		if !again {
			return false
		}
	}
	return true
}

// makesAgain reports whether each stage that takes what an artefact names makes
// it again.
func makesAgain(r *Builds, a *catalog.Artefact, i uint32) bool {
	switch a.Category {
	case catalog.Dependencies:
		return r.NotRefetched(a.Tool, i) == ""
	case catalog.BuildOutput:
		tools := Tools(r.tree, i, a)
		for _, tool := range tools {
			if r.NotRebuilt(tool, i) != "" {
				return false
			}
		}
		return len(tools) > 0
	}
	return false
}
