package needs

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/moby/buildkit/frontend/dockerfile/shell"
)

// evaluation is one run of the frontend, for one platform. Its steps have the
// order of toDispatchState in dockerfile2llb/convert.go, so that the problems
// come in the order in which BuildKit would meet them.
type evaluation struct {
	options   Options
	platform  platform
	buildArgs map[string]value
	contexts  namedContexts
	lex       *shell.Lex

	stages []*stage
	global *scope
	states []*state
	byName map[string]*state

	reachable map[*state]bool
	based     map[*state]bool // those that others are built on

	quotas

	sources     []Source
	owners      []owner // beside sources
	commands    []Command
	mentions    []Mention
	transfers   []Transfer
	problems    []Problem
	unknowns    []string
	assumptions []string
}

// owner tells of a source whose vertex must be part of the build for the
// context to be loaded.
type owner struct {
	state *state
	// idle sources never load the context themselves.
	idle bool
}

// evaluate runs the frontend over a Dockerfile. The only errors are that of the
// instructions themselves, and that there is too much of something.
func evaluate(src *source, opts Options, contexts namedContexts, p platform) (*evaluation, error) {
	e := &evaluation{
		options:   opts,
		platform:  p,
		buildArgs: map[string]value{},
		contexts:  contexts,
		lex:       shell.NewLex(src.escape),
		byName:    map[string]*state{},
		quotas:    newQuotas(),
	}
	for k, v := range opts.BuildArgs {
		e.buildArgs[k] = value{text: v}
	}
	stages, arguments, err := src.stages()
	if err != nil {
		return nil, err
	}
	e.stages = stages
	e.globals(arguments)
	e.addStages()
	roots := e.roots()
	e.connect()
	e.refuseCycles()
	e.reachable = e.resolve(roots)
	for _, d := range e.states {
		if e.reachable[d] && !d.dispatched && e.exceeded() == nil {
			e.dispatch(d)
		}
	}
	if err := e.exceeded(); err != nil {
		return nil, err
	}
	e.wholeTargets(roots)
	e.markUnused(live(roots))
	return e, nil
}

// refuse notes a reason for which BuildKit refuses the build.
func (e *evaluation) refuse(line int, err error) {
	var doubt doubtful
	if errors.As(err, &doubt) {
		e.unknowns = append(e.unknowns, fmt.Sprintf("%s: BuildKit may refuse this instruction: %s.", e.place(line), doubt))
		return
	}
	e.problems = append(e.problems, Problem{Line: line, Message: err.Error()})
}

// place names a line as compilers do.
func (e *evaluation) place(line int) string {
	return e.options.Name + ":" + strconv.Itoa(line)
}

// add notes a source.
func (e *evaluation) add(s Source, o owner) {
	if !e.paths.spend(1) {
		return
	}
	if s.Unknown != "" {
		e.unknowns = append(e.unknowns, fmt.Sprintf("%s: what %s asks for is not certain: %s.",
			e.place(s.Line), strings.TrimRight(s.Instruction+" "+s.Pattern, " "), s.Unknown))
	}
	e.sources = append(e.sources, s)
	e.owners = append(e.owners, o)
}

// wholeTargets notes that a named context at the root of a target is asked for
// whole: all of it is in the image (dockerfile2llb/convert.go, dispatchStages:
// "Ensure the entirety of the target state is marked as used").
func (e *evaluation) wholeTargets(roots []*state) {
	for _, d := range roots {
		e.wholeRoot(d)
	}
}

// wholeRoot notes that everything of the named context at the root of a stage
// is used, once for each root.
func (e *evaluation) wholeRoot(d *state) {
	root := d.root()
	if root.clientSends() && !root.whole {
		root.whole = true
		e.add(Source{
			Line: root.line, EndLine: root.end,
			Stage: root.label(), StageIndex: root.index,
			Instruction: "FROM", Pattern: root.from,
			Whole: true, Context: root.context.key, Vertex: root.number, Base: !root.unregistered(),
		}, owner{state: root})
	}
}

// markUnused marks the sources that the build does not use: those that never
// load a context, and those of stages that the target does not depend on.
func (e *evaluation) markUnused(live map[*state]bool) {
	for i, o := range e.owners {
		e.sources[i].Unused = o.idle || !live[o.state]
	}
}
