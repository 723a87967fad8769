package needs

import (
	"slices"
	"strconv"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"
)

// state is a node of the graph of stages: a stage of the Dockerfile, or an image
// or named context that an instruction takes from (a dispatchState in
// dockerfile2llb/convert.go, there with the field unregistered for the latter).
type state struct {
	number    int    // position in evaluation.states
	index     int    // of the stage, for others that of the stage that refers to it
	stage     *stage // nil if unregistered
	name      string // of the stage, in lower case
	from      string // what FROM or --from names, as written
	baseName  string // the same with variables replaced
	line, end int
	platform  platform // of FROM --platform, else the target

	base     *state   // the local stage that FROM names
	deps     []*state // what its instructions take from, and
	depLines []int    // their lines
	uses     []*state // those of deps whose files really end up in this state
	commands []command

	context  *namedContext // the named context at its root
	replaced bool          // the context stands in for the stage of that name
	image    bool          // an image stands at its root

	resolved, dispatched, triggered bool
	whole                           bool // the context at its root is noted as whole
	scope                           *scope
	workdir                         string // empty when not known
}

// command is an instruction of a state.
type command struct {
	instruction
	line, end int
	onBuild   bool
	sources   []*state // of COPY --from, or of each mount of a RUN
	skip      bool     // BuildKit refuses it
}

func (d *state) unregistered() bool { return d.stage == nil }

// root returns the state that FROM leads to in the end.
func (d *state) root() *state {
	for d.base != nil {
		d = d.base
	}
	return d
}

// sent reports whether a named context that the client sends stands at d itself.
func (d *state) sent() bool { return d.context != nil && d.context.kind == directory }

// goesOn reports whether a stage makes something of the named context at its
// root, be it the stage that stands there itself or one built on it.
func (e *evaluation) goesOn(root *state) bool {
	return !root.replaced && len(root.commands) > 0 ||
		slices.ContainsFunc(e.states, func(d *state) bool { return d.base == root })
}

// label names the stage for users: its name, else its index.
func (d *state) label() string {
	if d.name != "" {
		return d.name
	}
	return strconv.Itoa(d.index)
}

// stageName is what BuildKit calls the stage in its messages.
func (d *state) stageName() string {
	if d.name == "" && !d.unregistered() {
		return "stage-" + strconv.Itoa(d.index)
	}
	return d.name
}

// reach returns what the roots need to be built.
func reach(roots []*state) map[*state]bool {
	return closure(roots, func(d *state) []*state { return d.deps })
}

// live returns the states whose files are part of the roots. A state can be
// reachable and yet leave nothing in the result: BuildKit evaluates a stage
// from which only here-documents are copied, but its vertices are no input of
// the build that is solved.
func live(roots []*state) map[*state]bool {
	return closure(roots, func(d *state) []*state { return d.uses })
}

func closure(roots []*state, next func(*state) []*state) map[*state]bool {
	seen := map[*state]bool{}
	todo := append([]*state(nil), roots...)
	for len(todo) > 0 {
		d := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if seen[d] {
			continue
		}
		seen[d] = true
		if d.base != nil {
			todo = append(todo, d.base)
		}
		todo = append(todo, next(d)...)
	}
	return seen
}

// onBuilds returns the ONBUILD instructions of a state.
func (d *state) onBuilds() (found []command) {
	for _, c := range d.commands {
		if _, ok := c.Command.(*instructions.OnbuildCommand); ok {
			found = append(found, c)
		}
	}
	return found
}
