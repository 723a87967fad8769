package builds

import (
	"slices"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/suggest/catalog"
	"github.com/buildctx/buildctx/suggest/commands"
)

// Tools are those that may have made an output: by what lies beside it, else by
// what is in it, else by its name if that is one tool's own. Several stacks may
// use a name.
func Tools(t *buildcontext.Tree, i uint32, n *catalog.Artefact) []string {
	var out []string
	note := func(tool string) {
		if tool != "" && !slices.Contains(out, tool) {
			out = append(out, tool)
		}
	}
	kin := n.Kin()
	for _, k := range kin {
		if k.Manifest(t, i) != "" {
			note(k.Tool)
		}
	}
	if len(out) > 1 { // a Makefile beside a manifest only calls its tool
		out = slices.DeleteFunc(out, func(tool string) bool { return tool == "make" })
	}
	for _, k := range kin {
		if len(out) == 0 && k.Leaving(t, i) != "" {
			note(k.Tool)
		}
	}
	if len(out) == 0 && len(kin) == 1 {
		note(n.Tool)
	}
	return out
}

// NotRebuilt says that a stage takes an output along and does not build it
// again with a tool; empty if there is none.
func (r *Builds) NotRebuilt(tool string, i uint32) string {
	b := commands.OutputBuildsOf(tool)
	again := func(line runLine) bool {
		return b.Makes(r.tree, line.Run, i) && !r.away(tool, line, i, false) && !r.scriptElsewhere(line, i)
	}
	if s := r.lacking(i, again, func(s *stage) bool { return r.plans(s, tool, i) }); s != nil {
		return notMade(r.stages, s)
	}
	return ""
}

// BuildsWith reports whether a RUN builds with a tool.
func (r *Builds) BuildsWith(tool string) bool {
	ways := commands.OutputBuildsOf(tool)
	return slices.ContainsFunc(r.lines, func(line runLine) bool { return ways.MakesAny(line.Run) })
}

// UsedBy says which CMD, ENTRYPOINT, HEALTHCHECK, ENV or ARG names an entry;
// empty if none does.
func (r *Builds) UsedBy(i uint32) string { return r.used.Where(r.tree, i) }

// RunBy says which RUN names an entry; empty if none does.
func (r *Builds) RunBy(i uint32) string { return r.named.Where(r.tree, i) }

// Anywhere reports whether one of some tools writes wherever it is told to.
func Anywhere(made []string) bool {
	return slices.ContainsFunc(made, func(tool string) bool {
		t := catalog.Tools()[tool]
		return t != nil && t.WritesAnywhere
	})
}
