package needs

import (
	"strconv"
)

// state is a node of the graph of stages: a stage of the Dockerfile, or an
// image or named context that an instruction takes from (a dispatchState in
// dockerfile2llb/convert.go, there with the field unregistered for the latter).
type state struct {
	number int // position in evaluation.states
	// of the stage, for others that of the stage that refers to it
	index     int
	stage     *stage // nil if unregistered
	name      string // of the stage, in lower case
	from      string // what FROM or --from names, as written
	baseName  string // the same with variables replaced
	line, end int
	platform  platform // of FROM --platform, else the target

	base     *state   // the local stage that FROM names
	top      *state   // what that leads to in the end, once it was asked for
	deps     []*state // what its instructions take from, and
	depLines []int    // their lines
	uses     []*state // those of deps whose files really end up in this state
	commands []command
	onBuilds []command // the ONBUILD instructions among those

	context  *namedContext // the named context at its root
	replaced bool          // the context stands in for the stage of that name
	image    bool          // an image stands at its root

	resolved, dispatched, triggered bool
	// the context at its root is noted as whole
	whole   bool
	scope   *scope
	workdir string // empty when not known
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
	if d.base == nil {
		return d
	}
	if d.top == nil {
		d.top = d.base.root()
	}
	return d.top
}

// clientSends reports whether a named context that the client sends stands at d
// itself.
func (d *state) clientSends() bool { return d.context != nil && d.context.kind == directory }

// buildsOn reports whether a stage makes something of the named context at its
// root, be it the stage that stands there itself or one built on it.
func (e *evaluation) buildsOn(root *state) bool {
	if e.based == nil {
		e.based = make(map[*state]bool)
		for _, d := range e.states {
			e.based[d.base] = true
		}
	}
	return !root.replaced && len(root.commands) > 0 || e.based[root]
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
