package stages

import (
	"path"
	"slices"
	"strings"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/needs"
)

// Stages are the stages of one Dockerfile, with what each takes.
type Stages struct {
	tree     *buildcontext.Tree
	set      *needs.Set
	sources  map[int][]*needs.Source // by stage
	taken    map[int][]*needs.Transfer
	commands map[int][]*needs.Command
	moves    map[int][]moving
}

// New takes what a Dockerfile asks for of a build context.
func New(t *buildcontext.Tree, set *needs.Set) *Stages {
	s := &Stages{
		tree: t, set: set,
		sources: make(map[int][]*needs.Source), taken: make(map[int][]*needs.Transfer), commands: make(map[int][]*needs.Command),
		moves: make(map[int][]moving),
	}
	for k := range set.Sources {
		if x := &set.Sources[k]; x.Context == "" && !x.Mount && x.Unknown == "" && !x.Unused {
			s.sources[x.StageIndex] = append(s.sources[x.StageIndex], x)
		}
	}
	for k := range set.Transfers {
		if x := &set.Transfers[k]; x.Path != "" && x.From >= 0 && !x.Mount {
			s.taken[x.StageIndex] = append(s.taken[x.StageIndex], x)
		}
	}
	for k := range set.Commands {
		x := &set.Commands[k]
		s.commands[x.StageIndex] = append(s.commands[x.StageIndex], x)
	}
	return s
}

// A Handed is what a stage takes from another one by its name, with where it
// may come from.
type Handed struct {
	*needs.Transfer
	Trace
}

// Handed lists what stages take from others, in the order of the instructions.
func (s *Stages) Handed() (out []Handed) {
	for k := range s.set.Transfers {
		if x := &s.set.Transfers[k]; x.Path != "" && x.From >= 0 {
			out = append(out, Handed{x, s.Trace(x.From, x.Path)})
		}
	}
	return out
}

// An Origin is a path of the build context that may lie at a path of a stage.
type Origin struct {
	// Source is what takes it from the build context.
	Source *needs.Source
	// Path is below the root of the build context, with slashes, wildcards
	// kept. It is empty where the path of the stage holds all that Source
	// takes, so that nothing of it is named.
	Path string
}

// A Trace is where a path of a stage may come from.
type Trace struct {
	// Origins are in the order of the instructions, those of the stage itself
	// before those of the stages that it comes from. They are the most that it
	// may be.
	Origins []Origin
	// Commands are those that ran where it comes from: they may have made it,
	// changed it or taken it away.
	Commands []*needs.Command
	// Image says that it may come from an image.
	Image bool
}

// Trace follows a path of a stage, absolute and with wildcards as COPY has
// them, back to the build context. The stage is an index of [needs.Set.Stages].
func (s *Stages) Trace(stage int, of string) Trace {
	t := &tracing{Stages: s, seen: make(map[step]bool), ran: make(map[int]bool), under: make(map[*moving]bool)}
	t.follow(step{stage, path.Clean("/" + of)})
	return t.found
}

// maxSteps is how many steps are gone for one path. Whoever writes a Dockerfile
// with more means to be looked at for long.
const maxSteps = 10_000

// A step is a path of a stage that is asked for.
type step struct {
	stage int
	path  string
}

// A tracing is a Trace under way.
type tracing struct {
	*Stages
	found Trace
	seen  map[step]bool
	ran   map[int]bool     // stages whose commands were noted
	under map[*moving]bool // those that are being followed
}

// follow notes where a path of a stage may come from.
func (t *tracing) follow(at step) {
	if t.seen[at] || len(t.seen) == maxSteps || at.stage < 0 || at.stage >= len(t.set.Stages) {
		return
	}
	t.seen[at] = true
	stage := &t.set.Stages[at.stage]
	for _, x := range t.sources[at.stage] {
		for _, p := range rest(x.Dest, at.path) {
			t.source(x, p)
		}
	}
	for _, x := range t.taken[at.stage] {
		for _, p := range rest(x.Dest, at.path) {
			for _, from := range placed(x.Path, p, x.Parents) {
				t.follow(step{x.From, from})
			}
		}
	}
	for k := range t.moves[at.stage] {
		t.moved(&t.moves[at.stage][k], at)
	}
	if !t.ran[at.stage] {
		t.ran[at.stage] = true
		t.found.Commands = append(t.found.Commands, t.commands[at.stage]...)
	}
	t.found.Image = t.found.Image || stage.Image
	t.follow(step{stage.BaseStage, at.path})
}

// source notes what a source puts at a path below its destination.
func (t *tracing) source(x *needs.Source, below string) {
	if x.Whole {
		known := x.Dest != "" || below == "" || len(t.tree.Find(below)) > 0
		if known && !excluded(x.Excludes, below) {
			t.origin(x, below)
		}
		return
	}
	for _, name := range placed("/"+x.Path, below, x.Parents) {
		name = strings.TrimPrefix(name, "/")
		if !excluded(x.Excludes, below) && (name == "" || len(t.tree.Find(name)) > 0) {
			t.origin(x, name)
		}
	}
}

func (t *tracing) origin(x *needs.Source, name string) {
	if o := (Origin{x, name}); !slices.Contains(t.found.Origins, o) {
		t.found.Origins = append(t.found.Origins, o)
	}
}

// rest are the paths below a destination that a path of the stage may have;
// empty for all that is put there. Where the destination is not known it may be
// any directory above.
func rest(dest, of string) (out []string) {
	if dest != "" {
		if below, ok := cut(of, dest); ok {
			return []string{below}
		}
		return nil
	}
	parts := strings.Split(strings.TrimPrefix(of, "/"), "/")
	for n := range parts {
		out = append(out, strings.Join(parts[n:], "/"))
	}
	return append(out, "")
}

// cut is a path as seen from a directory: what follows the directory, or
// nothing where the path is the directory or lies above it. The path may have
// wildcards, the directory has none.
func cut(of, dir string) (below string, ok bool) {
	have, want := components(dir), components(of)
	for n, name := range have {
		if n == len(want) {
			return "", true
		}
		if match, err := path.Match(want[n], name); err != nil || !match {
			return "", false
		}
	}
	return strings.Join(want[len(have):], "/"), true
}

func components(of string) []string {
	of = strings.Trim(of, "/")
	if of == "" {
		return nil
	}
	return strings.Split(of, "/")
}

// placed are the paths that may be meant by a path below the place to which
// COPY takes a source: of a directory what is in it is put there, of a file the
// file itself, under its name or another one. With --parents the directories
// above come along.
func placed(source, below string, parents bool) []string {
	switch {
	case below == "":
		return []string{source}
	case parents:
		// Which of them is left out, up to "/./", is not known any more.
		var out []string
		whole := components(source)
		for n := range whole {
			if both, ok := overlap(components(below), whole[n:]); ok {
				out = append(out, "/"+path.Join(path.Join(whole[:n]...), both))
			}
		}
		return out
	}
	out := []string{path.Join(source, below)}
	if strings.Contains(below, "/") {
		return out
	}
	base := path.Base(source)
	if match, err := path.Match(below, base); err == nil && match {
		return append(out, source)
	}
	if match, err := path.Match(base, below); err == nil && match {
		return append(out, path.Join(path.Dir(source), below))
	}
	return out
}

// overlap is what both a path below the place of --parents and a source mean,
// component by component: where one has a wildcard and the other a name, the
// name. One of them may be longer.
func overlap(want, have []string) (both string, ok bool) {
	var out []string
	for n := range min(len(want), len(have)) {
		inWant, _ := path.Match(want[n], have[n])
		inHave, _ := path.Match(have[n], want[n])
		switch {
		case inWant:
			out = append(out, have[n])
		case inHave:
			out = append(out, want[n])
		default:
			return "", false
		}
	}
	out = append(out, have[len(out):]...)
	return path.Join(append(out, want[min(len(want), len(have)):]...)...), true
}

// excluded reports whether a literal --exclude keeps a path out. Others are not
// looked at, so that more may be named than is copied.
func excluded(patterns []string, below string) bool {
	return slices.ContainsFunc(patterns, func(p string) bool {
		p = strings.Trim(path.Clean(p), "/")
		return !buildcontext.HasWildcard(p) && (below == p || strings.HasPrefix(below, p+"/"))
	})
}
